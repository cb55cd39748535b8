//! The rules of the procedure, each as given, when, then.

mod deadline;
mod workdays;
