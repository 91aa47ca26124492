package gateway.admin;

import gateway.session.LoginLimit;
import gateway.session.Sessions;

/**
 * What all ways to log in share.
 *
 * @param sessions of browsers that were let in
 * @param limit how many may fail
 * @param signOn the way that is no key
 */
public record Logins(Sessions sessions, LoginLimit limit, SignOn signOn) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "Logins[]";
    }
}
