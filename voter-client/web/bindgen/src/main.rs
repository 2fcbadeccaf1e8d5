//! What `wasm-bindgen --target web` does, as a program whose every dependency is locked here: what it
//! writes is part of the web client, whose bytes must be the same wherever it is built.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder, name] = arguments.as_slice() else {
        eprintln!("usage: tabella-bindgen MODULE.wasm FOLDER NAME");
        return ExitCode::from(2);
    };
    let written = Bindgen::new()
        .input_path(module)
        .web(true)
        .and_then(|bindgen| bindgen.typescript(true).out_name(name).generate(folder));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tabella-bindgen: {error:#}");
            ExitCode::from(2)
        }
    }
}
