@echo off
rem The same as the Makefile, for Windows: make site, serve, check, test, bench, bless.
setlocal
set BIN=.venv\Scripts
if "%1"=="" goto usage
if not exist .venv py -3 -m venv .venv || goto failed
"%BIN%\python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt || goto failed
"%BIN%\python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . || goto failed
if "%1"=="site" "%BIN%\python" -m generator build & goto end
if "%1"=="serve" "%BIN%\python" -m generator serve & goto end
if "%1"=="check" "%BIN%\python" -m generator check & goto end
if "%1"=="test" goto test
if "%1"=="bench" goto test
if "%1"=="bless" goto test
:usage
echo make site ^| serve ^| check ^| test ^| bench ^| bless
exit /b 2
:test
"%BIN%\python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt || goto failed
if "%1"=="bench" "%BIN%\python" -m tests.bench & goto end
if "%1"=="bless" "%BIN%\python" -m pytest tests/cases --bless & goto end
"%BIN%\ruff" check || goto failed
"%BIN%\ruff" format --check || goto failed
"%BIN%\mypy" || goto failed
"%BIN%\lint-imports" --no-cache || goto failed
"%BIN%\python" -m pytest --numprocesses=auto || goto failed
:end
exit /b %errorlevel%
:failed
exit /b 1
