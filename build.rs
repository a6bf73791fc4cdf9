//! What the executables bear: the name of their target, and in Windows an icon, a version and a
//! manifest.
#![expect(
    clippy::disallowed_methods,
    reason = "this is how a build script hears of its target"
)]

use std::env;
use std::io;

/// Russian, as Windows numbers languages.
const RUSSIAN: u16 = 0x0419;
const ICON: &str = "release/windows/nastavnik.ico";
const MANIFEST: &str = "release/windows/nastavnik.manifest";

fn main() -> io::Result<()> {
    for file in ["build.rs", ICON, MANIFEST] {
        println!("cargo::rerun-if-changed={file}");
    }
    let target = env::var("TARGET").map_err(io::Error::other)?;
    println!("cargo::rustc-env=NASTAVNIK_TARGET={target}");
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows") {
        winresource::WindowsResource::new()
            .set_language(RUSSIAN)
            .set_icon(ICON)
            .set_manifest_file(MANIFEST)
            .set("ProductName", "Наставник")
            .set("FileDescription", "Наставник – документы о наставничестве")
            .set("LegalCopyright", "MIT или Apache-2.0")
            .compile()?;
    }
    Ok(())
}
