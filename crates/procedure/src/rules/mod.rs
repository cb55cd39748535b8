//! The rules of the procedure, each as given, when, then.

mod adoption;
mod assessment;
mod backward;
mod calendar;
mod competence;
mod deadline;
mod disclosure;
mod drafting;
mod endorsement;
mod golden;
mod hearing;
mod in_force;
mod objection;
mod officer;
mod record;
mod register;
mod schedule;
mod ten_years;
mod walk;
mod workdays;
mod world;
