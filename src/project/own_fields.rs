//! What a whole project makes of the fields that its edition adds.

use super::own_values::{OwnValues, public};
use super::project::Project;
use crate::fields::{OwnField, OwnKind, OwnOf};
use crate::reader::OwnValue;

impl Project {
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
