//! The reference on PostgreSQL: a transaction a command, as many connections as lanes.

use super::{Command, Count, Done, FOUR_YEARS, NOW, token};
use sqlx::{Error, PgConnection, PgPool, postgres::PgPoolOptions};

const TABLES: &str = "
    create table document (id bigserial primary key, key text not null unique, title text not null, body text not null,
      phase bigint not null, seq bigint not null) with (fillfactor = 70);
    create table invitation (id bigserial primary key, document bigint not null, stage bigint not null,
      municipality bigint not null, token text not null unique, answered bigint);
    create index invitation_document on invitation (document, stage);
    create table letter (id bigserial primary key, document bigint not null, kind bigint not null, address text not null,
      token text not null, due bigint not null, sent bigint);
    create index letter_due on letter (due) where sent is null;
    create table timer (document bigint primary key, due bigint not null);
    create index timer_due on timer (due);
    create table event (document bigint not null, seq bigint not null, kind text not null, actor text not null,
      at bigint not null, primary key (document, seq));
";

pub async fn open(database: &str, lanes: usize) -> anyhow::Result<PgPool> {
    let connections = u32::try_from(lanes)?;
    let pool = PgPoolOptions::new().min_connections(connections).max_connections(connections).connect(database).await?;
    sqlx::raw_sql(TABLES).execute(&pool).await?;
    Ok(pool)
}

pub async fn execute(pool: &PgPool, command: &Command) -> Result<Done, Error> {
    let mut transaction = pool.begin().await?;
    let done = carry_out(&mut transaction, command).await?;
    transaction.commit().await?;
    Ok(done)
}

async fn carry_out(db: &mut PgConnection, command: &Command) -> Result<Done, Error> {
    let mut done = Done::default();
    match command {
        Command::Create { key, title } => {
            sqlx::query("insert into document (key, title, body, phase, seq) values ($1, $2, '', 0, 0)")
                .bind(key)
                .bind(title)
                .execute(&mut *db)
                .await?;
            step(db, key, (0, 0), "created", "desk").await?;
        }
        Command::Save { key, text } => {
            let id = step(db, key, (0, 0), "saved", "desk").await?;
            sqlx::query("update document set body = $2 where id = $1").bind(id).bind(text).execute(db).await?;
        }
        Command::Invite { key, stage } => {
            let id = step(db, key, (stage * 2, stage * 2 + 1), "invited", "desk").await?;
            done.tokens = (0..8).map(|_| token()).collect();
            sqlx::query(
                "with invited as (select token, n - 1 as n from unnest($3::text[]) with ordinality as t (token, n)),
                 kept as (insert into invitation (document, stage, municipality, token) select $1, $2, n, token from invited)
                 insert into letter (document, kind, address, token, due)
                   select $1, $2, 'post@' || n || '.example.test', token, $4 from invited",
            )
            .bind(id)
            .bind(stage)
            .bind(&done.tokens)
            .bind(NOW)
            .execute(db)
            .await?;
        }
        Command::Answer { token } => {
            let (key, stage, municipality): (String, i64, i64) = sqlx::query_as(
                "update invitation i set answered = $2 from document d
                 where i.token = $1 and i.answered is null and d.id = i.document returning d.key, i.stage, i.municipality",
            )
            .bind(token)
            .bind(NOW)
            .fetch_one(&mut *db)
            .await?;
            let phase = stage * 2 + 1;
            step(db, &key, (phase, phase), "answered", &format!("municipality {municipality}")).await?;
        }
        Command::Close { key } => {
            let id = step(db, key, (1, 2), "closed", "desk").await?;
            all_answered(db, id, 0).await?;
        }
        Command::Adopt { key } => {
            let id = step(db, key, (3, 4), "adopted", "desk").await?;
            all_answered(db, id, 1).await?;
            sqlx::query("insert into timer values ($1, $2)").bind(id).bind(NOW + FOUR_YEARS).execute(db).await?;
        }
    }
    Ok(done)
}

/// Only from the phase it belongs to.
async fn step(db: &mut PgConnection, key: &str, (from, to): (i64, i64), kind: &str, actor: &str) -> Result<i64, Error> {
    sqlx::query_scalar(
        "with moved as (update document set phase = $3, seq = seq + 1 where key = $1 and phase = $2 returning id, seq)
         insert into event select id, seq, $4, $5, $6 from moved returning document",
    )
    .bind(key)
    .bind(from)
    .bind(to)
    .bind(kind)
    .bind(actor)
    .bind(NOW)
    .fetch_one(db)
    .await
}

async fn all_answered(db: &mut PgConnection, id: i64, stage: i64) -> Result<(), Error> {
    let open: Option<i64> =
        sqlx::query_scalar("select id from invitation where document = $1 and stage = $2 and answered is null limit 1")
            .bind(id)
            .bind(stage)
            .fetch_optional(db)
            .await?;
    if open.is_some() { Err(Error::RowNotFound) } else { Ok(()) }
}

pub async fn count(pool: &PgPool) -> Result<Count, Error> {
    let (finished, letters, timers, events): (i64, i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from document where phase = 4), (select count(*) from letter where sent is null),
           (select count(*) from timer), (select count(*) from event)",
    )
    .fetch_one(pool)
    .await?;
    let number = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(Count { finished: number(finished), letters: number(letters), timers: number(timers), events: number(events) })
}
