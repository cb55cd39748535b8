//! Embeds the design system: fetched by npm as `assets/package-lock.json` pins it, or taken from `SAMRAD_ASSETS`.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const SHEETS: [&str; 2] =
    ["@digdir/designsystemet-css/dist/src/index.css", "@digdir/designsystemet-css/dist/theme/designsystemet.css"];
const FONT: &str = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

fn main() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    for watched in ["package-lock.json", "app.css", "officer.js", "favicon.svg"] {
        println!("cargo:rerun-if-changed={}", assets.join(watched).display());
    }
    println!("cargo:rerun-if-env-changed=SAMRAD_ASSETS");
    println!("cargo:rerun-if-changed=../../templates");
    println!("cargo:rerun-if-changed=../../locales");
    println!("cargo:rerun-if-changed=../../config");
    let modules = modules(&assets);
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let read = |path: PathBuf| fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));

    let font = read(modules.join(FONT));
    let font_name = format!("inter.{}.woff2", fingerprint(&font));
    let mut stylesheet = String::new();
    for path in SHEETS {
        stylesheet.push_str(&String::from_utf8_lossy(&read(modules.join(path))));
        stylesheet.push('\n');
    }
    // The layers' order is fixed by their first mention; ours comes last.
    stylesheet.push_str(&String::from_utf8_lossy(&read(assets.join("app.css"))).replace("inter.woff2", &font_name));
    let stylesheet = stylesheet.replace("@charset \"UTF-8\";", "");
    let sheet_name = format!("app.{}.css", fingerprint(stylesheet.as_bytes()));
    let script = read(assets.join("officer.js"));
    let script_name = format!("officer.{}.js", fingerprint(&script));
    let icon = read(assets.join("favicon.svg"));
    let icon_name = format!("favicon.{}.svg", fingerprint(&icon));

    let files = [
        (&font_name, font, "font/woff2"),
        (&sheet_name, stylesheet.into_bytes(), "text/css"),
        (&icon_name, icon, "image/svg+xml"),
        (&script_name, script, "text/javascript"),
    ];
    let mut table = String::new();
    for (name, bytes, mime) in files {
        fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
        let _ = writeln!(table, "    ({name:?}, {mime:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),");
    }
    let code = format!(
        "pub const STYLESHEET: &str = \"/assets/{sheet_name}\";\npub const FAVICON: &str = \"/assets/{icon_name}\";\n\
         pub const SCRIPT: &str = \"/assets/{script_name}\";\n\
         const FILES: &[(&str, &str, &[u8])] = &[\n{table}];\n"
    );
    fs::write(out.join("assets.rs"), code).expect("OUT_DIR can be written");
}

/// Where the packages are; they are fetched when they are nowhere.
fn modules(assets: &Path) -> PathBuf {
    if let Ok(dir) = env::var("SAMRAD_ASSETS") {
        return PathBuf::from(dir);
    }
    let modules = assets.join("node_modules");
    if modules.join(FONT).exists() {
        return modules;
    }
    let done =
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(assets).status();
    match done {
        Ok(status) if status.success() => modules,
        Ok(status) => panic!(
            "`npm ci` in assets/ ended with {status}; run it by hand, or set SAMRAD_ASSETS to a node_modules folder"
        ),
        Err(error) => {
            panic!("npm could not be started ({error}); install npm, or set SAMRAD_ASSETS to a node_modules folder")
        }
    }
}

/// A short name for content, so that browsers may keep it for ever (FNV-1a).
fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
