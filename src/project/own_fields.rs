//! What a whole project makes of the fields that its edition adds.

use std::sync::Arc;

use super::meant_keys::Control;
use super::own_values::{OwnValues, public};
use super::project::Project;
use super::staff::Person;
use crate::fields::{OwnField, OwnKind, OwnOf};
use crate::reader::OwnValue;

impl Project {
    /// Shows everybody of the project, wherever somebody stands in it.
    pub(super) fn everyone(&mut self, see: &mut dyn FnMut(&mut Arc<Person>)) {
        let organization = &mut self.organization;
        organization.staff.values_mut().for_each(&mut *see);
        let heads = organization
            .head
            .iter_mut()
            .chain(&mut organization.curator);
        heads.for_each(|it| see(&mut it.value));
        for pairing in &mut self.pairings {
            let sides = pairing.mentors.iter_mut().chain(&mut pairing.mentees);
            let mentorships = pairing.mentorships.iter_mut().map(|m| &mut m.mentor);
            sides.chain(mentorships).for_each(|it| see(&mut it.value));
        }
        for order in &mut self.orders {
            let signer = order.signer.iter_mut();
            let turns = order.new_mentors.iter_mut().chain(&mut order.old_mentors);
            signer.chain(turns).for_each(|it| see(&mut it.value));
            if let Some(Control::Person(person)) = &mut order.control {
                see(&mut person.value);
            }
        }
    }

    /// Puts names in place of the keys of the staff, as they are printed.
    pub fn name_own_people(&mut self, fields: &[OwnField]) {
        if fields.iter().all(|field| field.kind != OwnKind::Person) {
            return;
        }
        let staff = self.organization.staff.clone();
        let name = |of: OwnOf, own: &mut OwnValues| {
            for (key, value) in own {
                let mut known = fields.iter().filter(|field| field.of == of);
                let is_person = known.any(|it| it.key == *key && it.kind == OwnKind::Person);
                if let (true, OwnValue::Text(text)) = (is_person, &mut value.value)
                    && let Some(person) = staff.get(text)
                {
                    *text = person.short();
                }
            }
        };
        for pairing in &mut self.pairings {
            name(OwnOf::Pairing, &mut pairing.own);
        }
        let is_of_staff = |it: &OwnField| it.kind == OwnKind::Person && it.of == OwnOf::Staff;
        if fields.iter().any(is_of_staff) {
            self.everyone(&mut |person| {
                if !person.own.is_empty() {
                    name(OwnOf::Staff, &mut Arc::make_mut(person).own);
                }
            });
        }
        if let Some(roadmap) = &mut self.roadmap {
            for activity in roadmap.all_activities_mut() {
                name(OwnOf::Activity, &mut activity.own);
            }
        }
    }

    /// Forgets what the edition's personal fields say of pairs and activities.
    pub(super) fn forget_personal(&mut self, fields: &[OwnField]) {
        for pairing in &mut self.pairings {
            pairing.own = public(&pairing.own, OwnOf::Pairing, fields);
        }
        if let Some(roadmap) = &mut self.roadmap {
            for activity in roadmap.all_activities_mut() {
                activity.own = public(&activity.own, OwnOf::Activity, fields);
            }
        }
    }
}
