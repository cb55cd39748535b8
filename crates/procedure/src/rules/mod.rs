//! The rules of the procedure, each as given, when, then.

mod adoption;
mod assessment;
mod backward;
mod competence;
mod deadline;
mod disclosure;
mod drafting;
mod due;
mod endorsement;
mod golden;
mod hearing;
mod in_force;
mod meeting;
mod meeting_notice;
mod objection;
mod officer;
mod public_answers;
mod record;
mod register;
mod scheduled_hearing;
mod ten_years;
mod walk;
mod wording;
mod workdays;
mod world;
