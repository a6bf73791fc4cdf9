//! Packages (ZIP) written as text, so that a changed letter changes a part and not a checksum.

use nastavnik::packing::Packer;

/// Stands before the name of each part; a line end stands after it.
const MARK: u8 = 0x1E;

/// The package whose parts the bytes list, if they begin with a mark; else the bytes as they are.
pub fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let Some(listed) = bytes.strip_prefix(&[MARK]) else {
        return Some(bytes.to_vec());
    };
    let mut packer = Packer::default();
    for part in listed.split(|byte| *byte == MARK) {
        let end = part.iter().position(|byte| *byte == b'\n')?;
        let name = std::str::from_utf8(&part[..end]).ok()?;
        packer.add(name, &part[end + 1..]).ok()?;
    }
    packer.finish().ok()
}
