//! How the papers of one project look: the page style and the faces, built in or the school's own.

use std::path::Path;

use crate::disk;
use crate::docx::{Template, TemplateFault};
use crate::fonts::Faces;
use crate::problem::{Code, FileId, Place, Problem};
use crate::project::{FileRemark, Files};
use crate::reader::decode::{decode, with_plain_ends};
use crate::style::{Fault, Fonts, PageStyle};

#[derive(Debug, Clone)]
pub struct Look {
    pub style: PageStyle,
    pub faces: Faces,
    /// Styles for DOCX in place of the page style.
    pub template: Option<Template>,
}

impl Look {
    /// Tells one template from another; empty where there is none.
    pub(crate) fn template_fingerprint(&self) -> String {
        self.template
            .as_ref()
            .map(Template::fingerprint)
            .unwrap_or_default()
    }
}

impl Default for Look {
    fn default() -> Self {
        Self {
            style: PageStyle::built_in(),
            faces: Faces::default(),
            template: None,
        }
    }
}

/// A look, and what is wrong with the files it comes from.
pub(crate) struct FoundLook {
    pub look: Look,
    fault: Option<Fault>,
    /// Families in the folder of fonts that no paper is set in.
    unused: Vec<String>,
}

pub(crate) fn find(files: &Files) -> FoundLook {
    let text = files
        .style
        .as_ref()
        .and_then(|f| decode(&f.bytes))
        .map(|(text, _)| with_plain_ends(&text).into_owned());
    let Some(text) = text else {
        return FoundLook {
            look: Look::default(),
            fault: None,
            unused: unused(&PageStyle::built_in().font, files),
        };
    };
    let style = match PageStyle::changed_by(&text) {
        Ok(style) => style,
        Err(fault) => {
            return FoundLook {
                look: Look::default(),
                fault: Some(fault),
                unused: Vec::new(),
            };
        }
    };
    let font = style.font.clone();
    if let Some(faces) = Faces::of_family(&style.font.pdf, &files.fonts) {
        return FoundLook {
            look: Look {
                style: PageStyle {
                    advances: faces.advances(),
                    ..style
                },
                faces,
                template: None,
            },
            fault: None,
            unused: unused(&font, files),
        };
    }
    // That a file of it is damaged has been told.
    let is_damaged = |remark: &FileRemark| matches!(remark, FileRemark::DamagedFont { .. });
    if files.remarks.iter().any(is_damaged) {
        return FoundLook {
            look: Look::default(),
            fault: None,
            unused: Vec::new(),
        };
    }
    let known = Faces::families(&files.fonts);
    let known = if known.is_empty() {
        "в папке fonts нет файлов шрифтов".to_owned()
    } else {
        format!("в папке fonts есть: {}", known.join(", "))
    };
    let message = format!("нет шрифта «{}»: {known}", style.font.pdf);
    let span = text
        .find(&style.font.pdf)
        .map(|at| at..at + style.font.pdf.len());
    let advice = "положите файлы шрифта (ttf, otf) в папку fonts рядом с organization.toml";
    FoundLook {
        look: Look::default(),
        fault: Some(Fault {
            message,
            advice: advice.to_owned(),
            at: span,
        }),
        unused: Vec::new(),
    }
}

/// Families that the style names for no format.
fn unused(font: &Fonts, files: &Files) -> Vec<String> {
    let mut families = Faces::families(&files.fonts);
    families.retain(|own| {
        [&font.pdf, &font.docx]
            .iter()
            .all(|named| !named.eq_ignore_ascii_case(own))
    });
    families
}

impl FoundLook {
    /// Fonts that lie there for nothing.
    pub(crate) fn unused(&self) -> impl Iterator<Item = Problem> {
        self.unused.iter().map(|family| {
            let message = format!("шрифт «{family}» лежит в папке fonts, а документы набраны другим");
            Problem::new(Code::UnusedFont, message).hint(format!(
                "впишите в style.toml в раздел [font]: pdf = \"{family}\"; если шрифт не нужен, удалите файл"
            ))
        })
    }

    /// The problem with the style file, placed in it.
    pub(crate) fn problem(&self, file: Option<FileId>) -> Option<Problem> {
        let Fault {
            message,
            advice,
            at,
        } = self.fault.as_ref()?;
        let problem = Problem::new(Code::BrokenStyle, message.clone()).hint(advice.clone());
        Some(match file {
            Some(file) => problem.at(&Place::in_file(file, at.clone().unwrap_or(0..0))),
            None => problem,
        })
    }
}

/// Reads a template from the disk.
///
/// # Errors
/// Why it cannot be used, in Russian.
pub(crate) fn read_template(path: &Path, style: &PageStyle) -> Result<Template, String> {
    let bytes = disk::read(path).map_err(|trouble| trouble.to_string())?;
    Template::read(&bytes, style).map_err(|fault| match fault {
        TemplateFault::NotDocx => format!("{}: это не документ DOCX", path.display()),
        TemplateFault::Damaged => format!(
            "{}: файл поврежден: часть сведений о стилях в нем обрывается или записана не так, как пишет Word; откройте его в Word и сохраните заново или возьмите другую копию",
            path.display()
        ),
        TemplateFault::Strict => format!(
            "{}: документ сохранен в строгом формате Office Open XML; сохраните его в Word как «Документ Word (*.docx)»",
            path.display()
        ),
        TemplateFault::Lacks(names) => {
            let names: Vec<String> = names.iter().map(|n| format!("«{n}»")).collect();
            format!(
                "{}: в документе нет стилей {}; возьмите за образец документ этой программы и меняйте его стили, не переименовывая их",
                path.display(),
                names.join(", ")
            )
        }
    })
}
