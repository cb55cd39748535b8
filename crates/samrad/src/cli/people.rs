//! Coordinators and programs' tokens.

use super::{Failure, open, say};
use app::{clock::Clock, config::Config, ids};
use clap::{Args, Subcommand};
use ledger::{ContactRow, Disabled, Ledger, RegionRow};
use post::mail;
use procedure::{ContactId, Hash, RegionId, Role};

#[derive(Subcommand)]
pub enum User {
    /// Add a coordinator, who logs in by a mailed link
    Add(AddUser),
    /// Coordinators, and whether they may log in
    List(OfRegion),
    /// End all a coordinator can do: sessions, log-in links and letters, at once
    Disable(NamedUser),
    /// Let a coordinator who was disabled log in again
    Enable(NamedUser),
}

#[derive(Args)]
pub struct NamedUser {
    /// As `samrad user list` prints it
    #[arg(long)]
    address: String,
    #[command(flatten)]
    of: OfRegion,
}

#[derive(Args)]
pub struct AddUser {
    #[arg(long)]
    name: String,
    #[arg(long)]
    address: String,
    #[command(flatten)]
    of: OfRegion,
}

#[derive(Subcommand)]
pub enum Token {
    /// Make a token for a program; it is printed once, as the last word
    Create(CreateToken),
    /// The tokens there are, and since when
    List(OfRegion),
    /// Take a token back: whoever holds it is a stranger from now on
    Revoke(RevokeToken),
}

#[derive(Args)]
pub struct OfRegion {
    /// The region's slug; the only region where there is one
    #[arg(long)]
    region: Option<String>,
}

#[derive(Args)]
pub struct RevokeToken {
    /// As `samrad token list` prints it
    id: String,
    #[command(flatten)]
    of: OfRegion,
}

#[derive(Args)]
pub struct CreateToken {
    #[arg(long)]
    name: String,
    /// The coordinator it belongs to, by address; left out for the only one there is. What it does counts as theirs
    #[arg(long = "for", value_name = "ADDRESS")]
    owner: Option<String>,
    #[command(flatten)]
    of: OfRegion,
}

pub async fn user(order: User) -> Result<(), Failure> {
    match order {
        User::Add(new) => add(new).await,
        User::List(of) => {
            let (ledger, region) = region(of).await?;
            for person in coordinators(&ledger, &region.id).await? {
                let state = if person.role == Role::Coordinator { "active" } else { "disabled" };
                say(format_args!("{state:8}  {}  {}", person.address, person.name));
            }
            ledger.close().await;
            Ok(())
        }
        User::Disable(named) => disable(named).await,
        User::Enable(named) => enable(named).await,
    }
}

/// Those who may log in to a region, or might; erased ones are nobody.
async fn coordinators(ledger: &Ledger, region: &RegionId) -> Result<Vec<ContactRow>, Failure> {
    let mut people = ledger.contacts(region).await?;
    let coordinates = |role| matches!(role, Role::Coordinator | Role::FormerCoordinator);
    people.retain(|person| coordinates(person.role) && !person.address.is_empty());
    Ok(people)
}

async fn at(ledger: &Ledger, region: &RegionRow, address: &str, role: Role) -> Result<ContactRow, Failure> {
    let people = coordinators(ledger, &region.id).await?;
    let same = |person: &ContactRow| person.role == role && person.address.eq_ignore_ascii_case(address);
    people.into_iter().find(same).ok_or_else(|| {
        let state = if role == Role::Coordinator { "active" } else { "disabled" };
        let region = &region.short_name;
        anyhow::anyhow!("{region} has no {state} coordinator {address}: `samrad user list` prints them").into()
    })
}

async fn add(new: AddUser) -> Result<(), Failure> {
    if !mail::address_is_sound(&new.address) {
        return Err(Failure::Other(anyhow::anyhow!("{} is no address mail can be sent to", new.address)));
    }
    let (ledger, region) = region(new.of).await?;
    let known = coordinators(&ledger, &region.id).await?;
    if let Some(person) = known.iter().find(|person| person.address.eq_ignore_ascii_case(&new.address)) {
        let active = person.role == Role::Coordinator;
        let then = if active { "can log in already" } else { "was disabled: `samrad user enable` lets them in again" };
        return Err(Failure::Other(anyhow::anyhow!("{} {then}", person.address)));
    }
    let contact = ContactRow {
        id: ids::contact(&Clock::System),
        party: None,
        role: Role::Coordinator,
        name: new.name,
        address: new.address,
        generation: 1,
        suppressed: false,
    };
    ledger.add_contact(&region.id, &contact).await?;
    ledger.close().await;
    say(format_args!("{} can log in to {}", contact.address, region.short_name));
    Ok(())
}

async fn disable(named: NamedUser) -> Result<(), Failure> {
    let (ledger, region) = region(named.of).await?;
    let person = at(&ledger, &region, &named.address, Role::Coordinator).await?;
    let disabled = ledger.disable_coordinator(&region.id, &person.id, Clock::System.now()).await?;
    ledger.close().await;
    if disabled != Disabled::Done {
        return Err(Failure::Other(anyhow::anyhow!(
            "{} is the only one who can log in to {}: add another with `samrad user add` first",
            person.address,
            region.short_name
        )));
    }
    say(format_args!("{} can do nothing in {} any more, and gets no letters", person.address, region.short_name));
    Ok(())
}

async fn enable(named: NamedUser) -> Result<(), Failure> {
    let (ledger, region) = region(named.of).await?;
    let person = at(&ledger, &region, &named.address, Role::FormerCoordinator).await?;
    ledger.enable_coordinator(&region.id, &person.id).await?;
    ledger.close().await;
    say(format_args!("{} can log in to {}", person.address, region.short_name));
    Ok(())
}

pub async fn token(order: Token) -> Result<(), Failure> {
    match order {
        Token::Create(new) => {
            let (ledger, region) = region(new.of).await?;
            let owner = owner(&ledger, &region, new.owner.as_deref()).await?;
            let secret = make_token(&ledger, &region.id, &new.name, owner.as_ref(), &Clock::System).await?;
            ledger.close().await;
            say(format_args!("token for {} in {}: {secret}", new.name, region.short_name));
        }
        Token::List(of) => {
            let (ledger, region) = region(of).await?;
            for token in ledger.tokens(&region.id).await? {
                say(format_args!("{}  {}  {}", token.id, token.created_at.format("%F"), token.name));
            }
            ledger.close().await;
        }
        Token::Revoke(revoked) => {
            let (ledger, region) = region(revoked.of).await?;
            let found = ledger.revoke_token(&region.id, &revoked.id).await?;
            ledger.close().await;
            if !found {
                return Err(Failure::Other(anyhow::anyhow!(
                    "{} has no token {}: `samrad token list` prints them",
                    region.short_name,
                    revoked.id
                )));
            }
            say(format_args!("{} opens nothing any more", revoked.id));
        }
    }
    Ok(())
}

/// Whose a new token is. Nobody's where there is no coordinator yet.
async fn owner(ledger: &Ledger, region: &RegionRow, address: Option<&str>) -> Result<Option<ContactId>, Failure> {
    if let Some(address) = address {
        return Ok(Some(at(ledger, region, address, Role::Coordinator).await?.id));
    }
    let mut active = coordinators(ledger, &region.id).await?;
    active.retain(|person| person.role == Role::Coordinator);
    if active.len() > 1 {
        let why = "several coordinators: say whose it is with --for ADDRESS";
        return Err(Failure::Other(anyhow::anyhow!("{} has {why}", region.short_name)));
    }
    Ok(active.pop().map(|person| person.id))
}

pub async fn make_token(
    ledger: &Ledger,
    region: &RegionId,
    name: &str,
    owner: Option<&ContactId>,
    clock: &Clock,
) -> Result<String, ledger::Error> {
    let secret = format!("samrad_{}", ids::secret());
    ledger.add_token(&ids::token(clock), region, name, owner, &Hash::of(secret.as_bytes()), clock.now()).await?;
    Ok(secret)
}

/// The region named, or the only one there is.
async fn region(OfRegion { region: named }: OfRegion) -> Result<(Ledger, RegionRow), Failure> {
    let config = Config::read()?;
    // A row or two: nobody need stop serving for it.
    let ledger = open::beside(&config).await?;
    open::seed_regions(&config, &ledger, &Clock::System).await?;
    let mut regions = ledger.regions().await?;
    if let Some(slug) = &named {
        regions.retain(|region| region.id.as_str() == slug);
    }
    let (Some(region), true) = (regions.pop(), regions.is_empty()) else {
        let known: Vec<String> = ledger.regions().await?.into_iter().map(|region| region.id.0).collect();
        return Err(Failure::Other(anyhow::anyhow!("say which region with --region; there are: {}", known.join(", "))));
    };
    Ok((ledger, region))
}
