package gateway.local;

import java.util.List;

/**
 * What a SQLite file holds, and how it came to its present tables.
 *
 * @param file the file's name
 * @param holds what is kept there, for messages
 * @param synchronous SQLite's word for what a commit waits for
 * @param checked whether the whole file is checked when it is opened, which takes time in proportion to its size
 * @param migrations scripts; the file's {@code user_version} says how many of them it has seen
 */
record Schema(String file, String holds, String synchronous, boolean checked, List<String> migrations) {
    /** Documents, audit log and kill switches. A commit is on the disk when it returns. */
    static final Schema CONTROL = new Schema("serai.db", "the control data", "FULL", true, List.of("""
            CREATE TABLE revisions (of TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO revisions VALUES ('documents', 0), ('switches', 1);

            CREATE TABLE documents (
                kind TEXT NOT NULL,
                id TEXT NOT NULL,
                json TEXT,
                origin TEXT NOT NULL,
                PRIMARY KEY (kind, id)
            );

            CREATE TABLE audit (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                author TEXT NOT NULL,
                action TEXT NOT NULL,
                subject TEXT NOT NULL,
                before TEXT,
                after TEXT
            );
            CREATE INDEX audit_by_time ON audit (at);
            CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit
                BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
            CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
                BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;

            CREATE TABLE switches (
                scope TEXT NOT NULL,
                name TEXT NOT NULL,
                reason TEXT NOT NULL,
                mode TEXT NOT NULL,
                author TEXT NOT NULL,
                since TEXT NOT NULL,
                until TEXT,
                PRIMARY KEY (scope, name)
            );
            """));

    /** Records of decisions. The last of them may be lost with the machine's power, not with the process. */
    static final Schema DECISIONS =
            new Schema("decisions.db", "the decision records", "NORMAL", false, List.of("""
            CREATE TABLE decisions (
                id TEXT NOT NULL PRIMARY KEY,
                at INTEGER NOT NULL,
                tenant TEXT NOT NULL,
                model TEXT NOT NULL,
                deployment TEXT,
                region TEXT,
                required TEXT NOT NULL,
                guaranteed TEXT,
                result TEXT NOT NULL,
                json TEXT NOT NULL
            );
            CREATE INDEX decisions_by_time ON decisions (at);
            CREATE INDEX decisions_by_tenant ON decisions (tenant, at);
            CREATE INDEX decisions_by_model ON decisions (model, at);
            """, """
            ALTER TABLE decisions ADD COLUMN completion TEXT;
            CREATE INDEX decisions_by_completion ON decisions (completion, tenant, at) WHERE completion IS NOT NULL;

            CREATE TABLE feedback (
                decision TEXT NOT NULL PRIMARY KEY,
                decided INTEGER NOT NULL,
                tenant TEXT NOT NULL,
                key TEXT NOT NULL,
                model TEXT NOT NULL,
                score REAL NOT NULL,
                reason TEXT,
                at INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX feedback_by_time ON feedback (decided);
            """));

    /** Budgets and rates. A commit is on the disk when it returns: what was leased stays taken. */
    static final Schema LEDGER = new Schema("ledger.db", "the ledger", "FULL", true, List.of("""
            CREATE TABLE counters (
                key TEXT NOT NULL PRIMARY KEY,
                spent INTEGER NOT NULL,
                lost INTEGER NOT NULL,
                leases TEXT NOT NULL,
                kept INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX counters_by_end ON counters (kept);
            """));

    /** Sums of usage, by which somebody may be billed. A commit is on the disk when it returns. */
    static final Schema USAGE = new Schema("usage.db", "the usage", "FULL", false, List.of("""
            CREATE TABLE usage (
                tenant TEXT NOT NULL,
                day TEXT NOT NULL,
                team TEXT NOT NULL,
                key TEXT NOT NULL,
                model TEXT NOT NULL,
                calls INTEGER NOT NULL,
                refusals INTEGER NOT NULL,
                estimated INTEGER NOT NULL,
                input_tokens INTEGER NOT NULL,
                cache_read_tokens INTEGER NOT NULL,
                cache_write_tokens INTEGER NOT NULL,
                cache_write_1h_tokens INTEGER NOT NULL,
                output_tokens INTEGER NOT NULL,
                reasoning_tokens INTEGER NOT NULL,
                micro_usd INTEGER NOT NULL,
                PRIMARY KEY (tenant, day, team, key, model)
            ) WITHOUT ROWID;
            CREATE INDEX usage_by_day ON usage (day);

            CREATE TABLE writers (writer TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
            """));

    /** What is learnt about models. The last of it may be lost with the machine's power, not with the process. */
    static final Schema ROUTING = new Schema("routing.db", "what was learnt", "NORMAL", false, List.of("""
            CREATE TABLE sums (key TEXT PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID;

            CREATE TABLE writers (writer TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
            """));

    /** Claims of requests and kept replies. A commit is on the disk when it returns: what was paid for stays so. */
    static final Schema REPLIES = new Schema("idempotency.db", "the kept replies", "FULL", false, List.of("""
            CREATE TABLE replies (
                key TEXT NOT NULL PRIMARY KEY,
                fingerprint TEXT NOT NULL,
                owner TEXT NOT NULL,
                until INTEGER NOT NULL,
                status INTEGER,
                headers TEXT,
                body BLOB,
                stream INTEGER
            );
            CREATE INDEX replies_by_end ON replies (until);
            """));

    Schema {
        migrations = List.copyOf(migrations);
    }
}
