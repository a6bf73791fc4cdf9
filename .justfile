# Habits of the house. `just` alone lists them.

_default:
    @just --list

# Everything a change must pass before it is committed.
check:
    cargo fmt --check
    cargo clippy --release --all-targets -- -D warnings
    cargo test --release
    cargo doc --release --no-deps --document-private-items

# Take the golden texts, pictures and messages of today for right; look at the difference before you commit it.
accept:
    NASTAVNIK_ACCEPT=1 cargo test --release
    git status --short tests

# Draw every paper of every sample, PDF above and DOCX through LibreOffice below, to look at.
sheet:
    tests/judges/sheet

# Ask the DOCX and PDF validators, LibreOffice, poppler, python-docx, pikepdf, zbar and cargo-deny.
judges:
    tests/judges/run

# Time one program against the yardstick page, part by part, then a batch of so many; counts instructions where valgrind is installed.
bench programs="200":
    cargo bench --bench speed
    cargo bench --bench batch -- {{programs}}
    cargo bench --bench lists

# Time so many programs side by side with typst, docxtpl + LibreOffice and WeasyPrint (the first time installs them, which takes long).
peers programs="200":
    benches/peers/run {{programs}}

# Make what schools download – for Windows and Linux, with checksums and licences – in target/release-files.
release:
    release/run

# Run the tests, the papers and the installer in a Windows under Wine.
wine:
    tests/wine/run
