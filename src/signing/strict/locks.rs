//! What a signature forbids after it (ISO 32000-2, 12.8.2 and 12.7.5.5).

use std::collections::BTreeSet;

use super::fields::SignatureField;
use super::state::State;
use super::value::{Dict, Odd, Value};
use crate::signing::revision::read_text;

/// Fields that must stay as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fields {
    All,
    Only(BTreeSet<String>),
    AllBut(BTreeSet<String>),
}

/// What may not follow a signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Locks {
    /// Anything but validation data and time stamps.
    pub all: bool,
    fields: Vec<Fields>,
}

impl Locks {
    /// Those of a signature in its field; what cannot be read forbids everything.
    pub(crate) fn of(state: &State<'_>, field: &SignatureField, signature: &Dict) -> Self {
        Self::read(state, field, signature).unwrap_or(Self {
            all: true,
            fields: Vec::new(),
        })
    }

    fn read(state: &State<'_>, field: &SignatureField, signature: &Dict) -> Result<Self, Odd> {
        let mut out = Self::default();
        let references = state.array(signature.get(b"Reference".as_slice()))?;
        for reference in references.iter().flatten() {
            let reference = state.dict(Some(reference))?.unwrap_or_default();
            let parameters = state.dict(reference.get(b"TransformParams".as_slice()))?;
            let parameters = parameters.unwrap_or_default();
            let method = state.name(reference.get(b"TransformMethod".as_slice()))?;
            match method.as_deref() {
                Some(b"DocMDP") => out.level(state, &parameters)?,
                Some(b"FieldMDP") => out.fields.push(read_fields(state, &parameters)?),
                // Rights to use a program, and the whole of the file.
                Some(b"UR" | b"UR3" | b"Identity") => {}
                _ => return Err(Odd { at: 0 }),
            }
        }
        let own = state.object(field.id)?;
        let own = own.as_ref().and_then(|it| it.value.as_dict());
        let lock = own.and_then(|it| it.get(b"Lock".as_slice()));
        if let Some(lock) = state.dict(lock)? {
            out.level(state, &lock)?;
            if lock.contains_key(b"Action".as_slice()) {
                out.fields.push(read_fields(state, &lock)?);
            }
        }
        Ok(out)
    }

    fn level(&mut self, state: &State<'_>, parameters: &Dict) -> Result<(), Odd> {
        if let Some(level) = parameters.get(b"P".as_slice()) {
            self.all |= !matches!(state.resolved(level)?, Value::Integer(2 | 3));
        }
        Ok(())
    }

    /// Whether a field may not be signed, filled or added.
    pub(crate) fn holds(&self, field: &str) -> bool {
        // A name locks what is below it, too.
        let is_in = |names: &BTreeSet<String>| {
            let above = field.match_indices('.').map(|(at, _)| &field[..at]);
            above.chain([field]).any(|name| names.contains(name))
        };
        self.fields.iter().any(|locked| match locked {
            Fields::All => true,
            Fields::Only(names) => is_in(names),
            Fields::AllBut(names) => !is_in(names),
        })
    }
}

fn read_fields(state: &State<'_>, parameters: &Dict) -> Result<Fields, Odd> {
    let mut names = BTreeSet::new();
    let listed = state.array(parameters.get(b"Fields".as_slice()))?;
    for value in listed.iter().flatten() {
        names.extend(state.text(Some(value))?.as_deref().map(read_text));
    }
    let action = state.name(parameters.get(b"Action".as_slice()))?;
    Ok(match action.as_deref() {
        Some(b"Include") => Fields::Only(names),
        Some(b"Exclude") => Fields::AllBut(names),
        _ => Fields::All,
    })
}
