"""Report to outputs: one module an output kind, none importing another but the shared vocabulary."""
