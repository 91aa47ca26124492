package gateway.settings;

import gateway.control.Administrator.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An administrator's key, known by its SHA-256.
 *
 * @param id stands in the audit log; two keys may share it while one takes the other's place
 * @param role what it may do
 * @param created when it was made
 * @param until when it stops to be valid; null = when somebody takes it away
 */
public record AdministratorSettings(
        String id, Role role, Instant created, @Nullable Instant until) {}
