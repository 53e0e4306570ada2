"""sangkien: curated data of an emulation campaign in, the campaign's publications out."""

__version__ = "0.1.0"
