package gateway.admin;

import gateway.wire.JsonCodec;
import java.util.regex.Pattern;

/** Which names an administrator may give; the settings check the rest. */
final class Ids {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    private Ids() {}

    /**
     * Refuses a name that could not be part of a path, a parameter's name or a line of a log.
     *
     * @param what is named so
     */
    static String checked(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw JsonCodec.malformed(what
                    + " ids have 1 to 100 letters, digits, dashes, dots, colons and underscores; this is none: '"
                    + AdminReply.shown(name) + "'");
        }
        return name;
    }
}
