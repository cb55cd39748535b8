//! What the acts of a region's register mean for the tables that say who is who. Steps of their own, and in their order:
//! one builds on the others, and each raises the register's revision first, so that nobody decides by the old one.

use crate::{db::on, elections::ids, script::Script};
use procedure::{Election, Event, MeetingEvent, Particulars, PartyId, RegionId, last_number};
use std::collections::BTreeSet;

/// Enters the events, and gives the regions whose registers they change.
pub(super) fn enter<'a>(script: &mut Script, entries: &'a [(RegionId, Event)]) -> BTreeSet<&'a RegionId> {
    let regions: BTreeSet<&RegionId> = entries.iter().map(|(region, _)| region).collect();
    for region in &regions {
        on!(script.step(1), query => {
            query.push("update region set roster = roster + 1 where id = ").push_bind(region.as_str());
        });
    }
    for (region, event) in entries {
        match event {
            Event::PartyEntered { party, particulars, .. } => entered(script, region, party, particulars),
            Event::MemberAdmitted { party, from, .. } => {
                on!(script.step(1), query => {
                    query.push("update party set member_from = case when member_from <= ").push_bind(*from);
                    query.push(" and (member_to is null or member_to > ").push_bind(*from);
                    query.push(") then member_from else ").push_bind(*from).push(" end, member_to = null");
                    query.push(" where region = ").push_bind(region.as_str()).push(" and id = ").push_bind(party.as_str());
                });
            }
            Event::MemberReleased { party, leaves_on, .. } => {
                on!(script.step(1), query => {
                    query.push("update party set member_to = ").push_bind(*leaves_on);
                    query.push(" where region = ").push_bind(region.as_str()).push(" and id = ").push_bind(party.as_str());
                });
            }
            Event::PartySucceeded { parties, into, particulars, from, .. } => {
                entered(script, region, into, particulars);
                for party in parties {
                    succeeded(script, region, (party, into), *from);
                }
            }
            Event::BodySized { body, size, .. } => {
                on!(script.step(1), query => {
                    query.push("insert into body (region, id, size) values (").push_bind(region.as_str()).push(", ");
                    query.push_bind(body.as_str()).push(", ").push_bind(i64::from(*size));
                    query.push(") on conflict (region, id) do update set size = excluded.size");
                });
            }
            Event::Elected { election, .. } => elected(script, region, election),
            Event::Meeting(MeetingEvent::ItemsNumbered { body, year, first, items }) => {
                on!(script.step(1), query => {
                    query.push("insert into agenda_number (region, body, year, last) values (");
                    query.push_bind(region.as_str()).push(", ").push_bind(body.as_str()).push(", ");
                    query.push_bind(i64::from(*year)).push(", ").push_bind(i64::from(last_number(*first, items)));
                    query.push(") on conflict (region, body, year) do update set last = excluded.last");
                });
            }
            _ => {}
        }
    }
    regions
}

/// A party's particulars. Of one that is there, its standing and its membership stay.
fn entered(script: &mut Script, region: &RegionId, party: &PartyId, known: &Particulars) {
    on!(script.step(1), query => {
        query.push(
            "insert into party (region, id, name, standing, county, population, language, mail_domains, council_size, \
             may_object) values (",
        );
        query.push_bind(region.as_str()).push(", ").push_bind(party.as_str()).push(", ");
        query.push_bind(known.name.as_str()).push(", ").push_bind(known.standing.as_str()).push(", ");
        query.push_bind(known.county.as_str()).push(", ").push_bind(i64::from(known.population)).push(", ");
        query.push_bind(known.language.as_str()).push(", ").push_bind(known.mail_domains.join(" ")).push(", ");
        query.push_bind(known.council_size.map(i64::from)).push(", ").push_bind(known.may_object);
        query.push(
            ") on conflict (region, id) do update set name = excluded.name, county = excluded.county, \
             population = excluded.population, language = excluded.language, mail_domains = excluded.mail_domains, \
             council_size = excluded.council_size, may_object = excluded.may_object",
        );
    });
}

fn elected(script: &mut Script, region: &RegionId, election: &Election) {
    on!(script.step(1), query => {
        query.push("insert into election (region, body, party, since, until, members, deputies) values (");
        query.push_bind(region.as_str()).push(", ").push_bind(election.body.as_str()).push(", ");
        query.push_bind(election.party.as_str()).push(", ").push_bind(election.from).push(", ");
        query.push_bind(election.until).push(", ").push_bind(ids(&election.members)).push(", ");
        query.push_bind(ids(&election.deputies));
        query.push(
            ") on conflict (region, body, party, since) do update set until = excluded.until, \
             members = excluded.members, deputies = excluded.deputies",
        );
    });
}

/// The new party takes the old one's membership and people with it; what is under way keeps the old one.
fn succeeded(script: &mut Script, region: &RegionId, (party, into): (&PartyId, &PartyId), from: chrono::NaiveDate) {
    on!(script.step(1), query => {
        query.push("update party set member_from = ").push_bind(from).push(" where region = ").push_bind(region.as_str());
        query.push(" and id = ").push_bind(into.as_str());
        query.push(" and member_from is null and exists (select 1 from party old where old.region = ");
        query.push_bind(region.as_str()).push(" and old.id = ").push_bind(party.as_str());
        query.push(" and old.member_from is not null and old.member_to is null)");
    });
    on!(script.step(1), query => {
        query.push("update party set succeeded_by = ").push_bind(into.as_str());
        query.push(", succeeded_on = ").push_bind(from);
        query.push(", member_to = case when member_from is null then null when member_to < ").push_bind(from);
        query.push(" then member_to else ").push_bind(from).push(" end where region = ").push_bind(region.as_str());
        query.push(" and id = ").push_bind(party.as_str());
    });
    // One contact a role: the first of the old ones', unless the new one has somebody.
    on!(script.step(1), query => {
        query.push("insert into contact (id, region, party, role, name, address, generation, suppressed) select id || '-' || ");
        query.push_bind(into.as_str()).push(", region, ").push_bind(into.as_str());
        query.push(", role, name, address, 1, suppressed from contact where region = ").push_bind(region.as_str());
        query.push(" and party = ").push_bind(party.as_str());
        query.push(
            " and role in ('case_officer', 'registry', 'chief_executive', 'council_secretary')
              and not exists (select 1 from contact own where own.region = contact.region and own.role = contact.role
                              and own.party = ",
        );
        query.push_bind(into.as_str()).push(") on conflict (id) do nothing");
    });
}
