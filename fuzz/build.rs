//! Links the libFuzzer that `fuzz/run` has built; under `cargo fuzz` there is nothing to do.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=LIBFUZZER");
    if let Ok(folder) = std::env::var("LIBFUZZER") {
        println!("cargo:rustc-link-search=native={folder}");
        println!("cargo:rustc-link-lib=static=fuzzer");
        println!("cargo:rustc-link-lib=stdc++");
    }
}
