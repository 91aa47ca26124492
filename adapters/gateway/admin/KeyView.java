package gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.KeyRing;
import java.time.Instant;
import java.util.List;

/** A key as administrators see it: everything but the key. */
final class KeyView {
    private KeyView() {}

    /**
     * What is shown of a key.
     *
     * @param secrets of it, the newest first
     */
    static ObjectNode of(List<KeyRing.Secret> secrets, Instant now) {
        KeyRing.Secret newest = secrets.getFirst();
        ObjectNode shown = newest.json().deepCopy().put("valid", newest.holds(now));
        secrets.stream()
                .skip(1)
                .filter(old -> old.holds(now) && old.until() != null)
                .forEach(old -> shown.put("previous-until", String.valueOf(old.until())));
        return shown;
    }
}
