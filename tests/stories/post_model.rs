//! A model of one letter's way: claimed under a lease by one of three nodes, begun, handed over, marked; with crashes
//! anywhere, leases that run out while their holder lives, answers that are lost, a server that goes away, the letter
//! taken back and its recipient's address changed at any moment. Every state there can be is looked at.
//!
//! It shows that a statutory letter arrives at most twice and any other at most once, that none is lost (whatever the
//! order of things, it ends accepted, taken back, or waiting for a person in sight), that no letter is begun after it was
//! taken back, and that no link works for the address it did not go to. Letters are independent of each other, so one is
//! enough; and with a fence taken away the model finds what then goes wrong.

use stateright::{Checker as _, Model, Property};

const NODES: usize = 3;
/// More claims than what may go wrong can lead to; without fences there would be no end to them.
const CLAIMS: u8 = 9;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Row {
    Queued,
    Claimed,
    Data,
    Deferred,
    Uncertain,
    Accepted,
    Cancelled,
}

/// What the server said, as the sender learned it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Said {
    Taken,
    /// The answer was lost.
    Nothing,
    Refused,
}

/// Where one node is with the letter; `attempt` and `handed` are the row's when it read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    Idle,
    /// `address`: which generation of the contact it read.
    Claimed {
        attempt: u8,
        handed: u8,
        address: u8,
    },
    Begun {
        attempt: u8,
        handed: u8,
        address: u8,
    },
    Told {
        attempt: u8,
        handed: u8,
        said: Said,
    },
    /// Has found the letter begun by somebody whose lease ran out.
    Sweeping {
        attempt: u8,
        handed: u8,
    },
}

#[expect(clippy::struct_excessive_bools, reason = "a state is what is so and what is not")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Letter {
    row: Row,
    attempts: u8,
    handed: u8,
    /// The lease has run out, or the wait is over.
    due: bool,
    nodes: [Node; NODES],
    copies: u8,
    generation: u8,
    taken_back: bool,
    begun_after: bool,
    misled: bool,
    /// What may still go wrong.
    crashes: u8,
    losses: u8,
    early: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Happens {
    Claim(usize),
    Begin(usize),
    HandOver(usize, Said, bool),
    Mark(usize),
    /// The server is away: the letter waits as if nobody had come to it.
    TurnBack(usize),
    Sweep(usize),
    Time,
    Crash(usize),
    TakeBack,
    NewAddress,
}

/// The post as it is built, or with one of its fences taken away.
#[expect(clippy::struct_excessive_bools, reason = "each is a fence of its own")]
#[derive(Clone, Copy)]
struct Post {
    statutory: bool,
    /// A mark takes only while its attempt holds the letter.
    fenced: bool,
    /// A letter is begun before its bytes leave.
    begins: bool,
    /// The link is signed for the generation of the address that was read with it.
    link_as_read: bool,
}

impl Post {
    fn built(statutory: bool) -> Self {
        Self { statutory, fenced: true, begins: true, link_as_read: true }
    }

    /// What a lost answer leads to.
    fn uncertain(self, handed: u8) -> Row {
        if self.statutory && handed <= 1 { Row::Deferred } else { Row::Uncertain }
    }

    /// Whether the mark of an attempt takes.
    fn takes(self, letter: &Letter, attempt: u8, to: Row) -> bool {
        let holds =
            letter.attempts == attempt && (letter.row == Row::Claimed || (letter.row == Row::Data && to != Row::Data));
        !self.fenced || holds || to == Row::Accepted
    }
}

impl Model for Post {
    type State = Letter;
    type Action = Happens;

    fn init_states(&self) -> Vec<Letter> {
        vec![Letter {
            row: Row::Queued,
            attempts: 0,
            handed: 0,
            due: true,
            nodes: [Node::Idle; NODES],
            copies: 0,
            generation: 0,
            taken_back: false,
            begun_after: false,
            misled: false,
            crashes: 2,
            losses: 2,
            early: 2,
        }]
    }

    fn actions(&self, letter: &Letter, actions: &mut Vec<Happens>) {
        for (n, node) in letter.nodes.iter().enumerate() {
            match node {
                Node::Idle if letter.due && letter.attempts < CLAIMS => match letter.row {
                    Row::Queued | Row::Deferred | Row::Claimed => actions.push(Happens::Claim(n)),
                    Row::Data => actions.push(Happens::Sweep(n)),
                    _ => {}
                },
                Node::Idle => {}
                Node::Claimed { .. } => actions.push(Happens::Begin(n)),
                Node::Begun { .. } => {
                    actions.push(Happens::HandOver(n, Said::Taken, true));
                    if letter.losses > 0 {
                        actions.push(Happens::HandOver(n, Said::Nothing, true));
                        actions.push(Happens::HandOver(n, Said::Nothing, false));
                        actions.push(Happens::HandOver(n, Said::Refused, false));
                    }
                }
                Node::Told { .. } | Node::Sweeping { .. } => actions.push(Happens::Mark(n)),
            }
            if matches!(node, Node::Claimed { .. } | Node::Begun { .. }) && letter.losses > 0 {
                actions.push(Happens::TurnBack(n));
            }
            if *node != Node::Idle && letter.crashes > 0 {
                actions.push(Happens::Crash(n));
            }
        }
        let held = letter.nodes.iter().any(|node| *node != Node::Idle);
        let waits = matches!(letter.row, Row::Claimed | Row::Data | Row::Deferred);
        if !letter.due && waits && (letter.early > 0 || !held) {
            actions.push(Happens::Time);
        }
        if matches!(letter.row, Row::Queued | Row::Claimed | Row::Deferred) && !letter.taken_back {
            actions.push(Happens::TakeBack);
        }
        if letter.generation == 0 {
            actions.push(Happens::NewAddress);
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table: an arm an action")]
    fn next_state(&self, before: &Letter, action: Happens) -> Option<Letter> {
        let mut letter = *before;
        match action {
            Happens::Claim(n) => {
                letter.row = Row::Claimed;
                letter.attempts += 1;
                letter.due = false;
                let (attempt, handed) = (letter.attempts, letter.handed);
                letter.nodes[n] = Node::Claimed { attempt, handed, address: letter.generation };
            }
            Happens::Begin(n) => {
                let Node::Claimed { attempt, handed, address } = letter.nodes[n] else { return None };
                letter.nodes[n] = Node::Idle;
                if !self.begins {
                    letter.nodes[n] = Node::Begun { attempt, handed: handed + 1, address };
                } else if self.takes(&letter, attempt, Row::Data) {
                    letter.row = Row::Data;
                    letter.handed += 1;
                    letter.due = false;
                    letter.begun_after |= letter.taken_back;
                    letter.nodes[n] = Node::Begun { attempt, handed: handed + 1, address };
                }
            }
            Happens::HandOver(n, said, arrived) => {
                let Node::Begun { attempt, handed, address } = letter.nodes[n] else { return None };
                letter.copies += u8::from(arrived);
                letter.losses -= u8::from(said != Said::Taken);
                let signed_for = if self.link_as_read { address } else { letter.generation };
                letter.misled |= arrived && signed_for > address;
                letter.nodes[n] = Node::Told { attempt, handed, said };
            }
            Happens::TurnBack(n) => {
                let (attempt, begun) = match letter.nodes[n] {
                    Node::Claimed { attempt, .. } => (attempt, 0),
                    Node::Begun { attempt, .. } => (attempt, 1),
                    _ => return None,
                };
                letter.nodes[n] = Node::Idle;
                letter.losses -= 1;
                if self.takes(&letter, attempt, Row::Queued) {
                    letter.row = Row::Queued;
                    letter.due = true;
                    letter.attempts -= letter.attempts.min(1);
                    letter.handed -= letter.handed.min(begun);
                }
            }
            Happens::Sweep(n) => {
                letter.nodes[n] = Node::Sweeping { attempt: letter.attempts, handed: letter.handed };
            }
            Happens::Mark(n) => {
                let (attempt, to, returned) = match letter.nodes[n] {
                    Node::Told { attempt, said: Said::Taken, .. } => (attempt, Row::Accepted, false),
                    Node::Told { attempt, said: Said::Refused, .. } => (attempt, Row::Deferred, true),
                    Node::Told { attempt, handed, said: Said::Nothing } | Node::Sweeping { attempt, handed } => {
                        (attempt, self.uncertain(handed), false)
                    }
                    _ => return None,
                };
                letter.nodes[n] = Node::Idle;
                if self.takes(&letter, attempt, to) {
                    letter.row = to;
                    letter.due = false;
                    letter.handed -= u8::from(returned && letter.handed > 0);
                }
            }
            Happens::Time => {
                let held = letter.nodes.iter().any(|node| *node != Node::Idle);
                letter.early -= u8::from(held);
                letter.due = true;
            }
            Happens::Crash(n) => {
                letter.nodes[n] = Node::Idle;
                letter.crashes -= 1;
            }
            Happens::TakeBack => {
                letter.row = Row::Cancelled;
                letter.taken_back = true;
            }
            Happens::NewAddress => letter.generation = 1,
        }
        Some(letter)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("at most twice, a reminder at most once", |post: &Self, letter: &Letter| {
                letter.copies <= if post.statutory { 2 } else { 1 }
            }),
            Property::always("accepted has arrived", |_, letter: &Letter| {
                letter.row != Row::Accepted || letter.copies > 0
            }),
            Property::always("not begun once it was taken back", |_, letter: &Letter| !letter.begun_after),
            Property::always("no link for another's address", |_, letter: &Letter| !letter.misled),
            // Nothing goes round in circles, so where nothing more can happen every way has come to its end.
            Property::always("none is lost", |post: &Self, letter: &Letter| {
                let mut next = Vec::new();
                post.actions(letter, &mut next);
                next.retain(|happens| *happens != Happens::NewAddress && *happens != Happens::TakeBack);
                !next.is_empty() || matches!(letter.row, Row::Accepted | Row::Uncertain | Row::Cancelled)
            }),
            Property::sometimes("it arrives twice", |post: &Self, letter: &Letter| {
                letter.copies == 2 || !post.statutory
            }),
            Property::sometimes("it waits for a person", |_, letter: &Letter| letter.row == Row::Uncertain),
        ]
    }
}

#[test]
fn every_way_a_letter_can_go_ends_well() {
    for statutory in [true, false] {
        let checker = Post::built(statutory).checker().threads(2).spawn_bfs().join();
        checker.assert_properties();
        println!("statutory {statutory}: {} states", checker.unique_state_count());
        assert!(checker.unique_state_count() > 1_000, "the model has come to life");
    }
}

#[test]
fn with_a_fence_taken_away_the_model_finds_what_goes_wrong() {
    let built = Post::built(false);
    for (post, broken) in [
        (Post { fenced: false, ..built }, "at most twice, a reminder at most once"),
        (Post { fenced: false, ..built }, "not begun once it was taken back"),
        (Post { begins: false, ..built }, "at most twice, a reminder at most once"),
        (Post { link_as_read: false, ..built }, "no link for another's address"),
    ] {
        let checker = post.checker().threads(2).spawn_bfs().join();
        assert!(checker.discovery(broken).is_some(), "{broken}");
    }
}
