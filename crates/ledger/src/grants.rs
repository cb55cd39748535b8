//! What the role that serves may do on PostgreSQL, where the tables are another role's: the record only grows.

use crate::{
    Error,
    db::{Db, Handle},
};
use sqlx::{AssertSqlSafe, Executor as _};

/// Tables that are written once.
const WRITTEN_ONCE: &str = "event, seal, tile, prose, file, file_chunk, record_key";

/// Lets a role serve the database, and no more: of the record it may read and add. The database must be migrated.
pub async fn grant(url: &str, role: &str) -> Result<(), Error> {
    let db = Db::open_shared(url).await?;
    let done = give(&db, role).await;
    db.close().await;
    done
}

async fn give(db: &Db, role: &str) -> Result<(), Error> {
    let Handle::Pg(pool) = db.write.handle() else {
        return Err(Error::Broken("only PostgreSQL has roles".to_owned()));
    };
    let role: String = sqlx::query_scalar("select quote_ident($1)").bind(role).fetch_one(pool).await?;
    let mut tx = pool.begin().await?;
    for statement in [
        format!("grant usage on schema public to {role}"),
        format!("grant select, insert, update, delete on all tables in schema public to {role}"),
        format!("grant usage on all sequences in schema public to {role}"),
        format!("revoke update, delete, truncate on {WRITTEN_ONCE} from {role}"),
        format!("revoke insert, update, delete, truncate on _sqlx_migrations from {role}"),
    ] {
        tx.execute(AssertSqlSafe(statement)).await?;
    }
    tx.commit().await?;
    Ok(())
}
