//! A project whose people are named by surname and initials only, for copies that everybody may
//! read.

use std::sync::Arc;

use super::approval::Approval;
use super::cases::Cases;
use super::meant_keys::Control;
use super::own_values::public;
use super::project::Project;
use super::short_names::ShortNames;
use super::staff::Person;
use crate::fields::{self, OwnField, OwnOf};
use crate::russian::{Case, PersonName};

impl Project {
    /// Puts initials in place of first names and patronymics, and takes away who must sign that an
    /// order was read, and what the personal ones of these fields of the edition say. Gives the names that the user's own texts may still hold.
    pub fn abridge(&mut self, fields: &[OwnField]) -> ShortNames {
        let names = ShortNames::new(&self.organization);
        self.forget_personal(fields);
        let short = |person: &mut Arc<Person>| *person = Arc::new(person.abridged(fields));
        let organization = &mut self.organization;
        organization.staff.values_mut().for_each(short);
        organization
            .head
            .iter_mut()
            .chain(&mut organization.curator)
            .map(|p| &mut p.value)
            .for_each(short);
        for pairing in &mut self.pairings {
            pairing
                .mentors
                .iter_mut()
                .chain(&mut pairing.mentees)
                .chain(pairing.mentorships.iter_mut().map(|m| &mut m.mentor))
                .for_each(|p| short(&mut p.value));
        }
        for order in &mut self.orders {
            if fields::is_personal("order", "acquainted") {
                order.acquainted = Some(Vec::new());
            }
            order
                .signer
                .iter_mut()
                .chain(&mut order.new_mentors)
                .chain(&mut order.old_mentors)
                .map(|p| &mut p.value)
                .for_each(short);
            if let Some(Control::Person(person)) = &mut order.control {
                short(&mut person.value);
            }
        }
        names
    }
}

impl Person {
    /// The person with initials. Forms in the cases are those of the whole name: initials tell the
    /// rules too little.
    fn abridged(&self, fields: &[OwnField]) -> Self {
        let form = |case| Some(self.initials_in(case)).map(|name| name.replace('\u{A0}', " "));
        Self {
            key: self.key.clone(),
            place: self.place.clone(),
            name: PersonName::parse(&self.name.short()).unwrap_or_else(|_| self.name.clone()),
            position: self.position.clone(),
            organization: self.organization.clone(),
            // Nothing of it is for everybody.
            contract: Approval::default(),
            gender: self.known_gender(),
            has_namesake: false,
            needs_mentor: self.needs_mentor,
            cases: Cases {
                genitive: form(Case::Genitive),
                dative: form(Case::Dative),
                accusative: form(Case::Accusative),
                instrumental: form(Case::Instrumental),
                prepositional: form(Case::Prepositional),
            },
            position_cases: self.position_cases.clone(),
            own: public(&self.own, OwnOf::Staff, fields),
        }
    }
}
