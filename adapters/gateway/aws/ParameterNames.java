package gateway.aws;

import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the parameters in Parameter Store.
 *
 * <p>Names of switches may hold what a parameter's name may not: any character but {@code [A-Za-z0-9.-]} stands there
 * as {@code _} and two hexadecimal digits for each byte of its UTF-8.
 *
 * @param environment stands in every name
 */
record ParameterNames(String environment) {
    /** The switch of everything has no name of its own in the path. */
    private static final String ALL = "all";

    /** What a parameter's name says about a switch. */
    record Subject(Scope scope, String name) {}

    /** The path of all kill switches. */
    String switches() {
        return "/ai/kill-switches/" + environment;
    }

    /** The path of what is polled with them. */
    String routing() {
        return "/ai/routing/" + environment;
    }

    /** The revision of the documents in DynamoDB. */
    String revision() {
        return routing() + "/revision";
    }

    /** The models to be served. */
    String activeModels() {
        return routing() + "/active-models";
    }

    /** The parameter of a switch. */
    String of(Scope scope, String name) {
        return scope == Scope.GLOBAL ? switches() + "/global" : named(scope, encoded(name, true));
    }

    /** Every name under which a switch is understood; the first is the one to be written. */
    List<String> spellings(Scope scope, String name) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(of(scope, name));
        spellings.add(named(scope, encoded(name, true)));
        spellings.add(named(scope, encoded(name, false)));
        return List.copyOf(spellings);
    }

    /** The switch that a parameter stands for; null if its name is none of a switch. */
    @Nullable Subject subject(String parameter) {
        if (!parameter.startsWith(switches() + "/")) {
            return null;
        }
        String rest = parameter.substring(switches().length() + 1);
        if (rest.equals("global")) {
            return new Subject(Scope.GLOBAL, ALL);
        }
        int slash = rest.indexOf('/');
        Scope scope = slash < 0 ? null : scope(rest.substring(0, slash));
        String name = slash < 0 ? null : decoded(rest.substring(slash + 1));
        if (scope == null || name == null || name.isEmpty() || (scope == Scope.GLOBAL && !name.equals(ALL))) {
            return null;
        }
        // another spelling could be read, but not be taken back
        return spellings(scope, name).contains(parameter) ? new Subject(scope, name) : null;
    }

    private String named(Scope scope, String encoded) {
        return switches() + "/" + Switch.word(scope) + "/" + encoded;
    }

    private static @Nullable Scope scope(String word) {
        for (Scope scope : Scope.values()) {
            if (Switch.word(scope).equals(word)) {
                return scope;
            }
        }
        return null;
    }

    private static String encoded(String name, boolean upper) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            if (isPlain(character)) {
                encoded.append(character);
            } else {
                String hex = String.format(Locale.ROOT, "_%02x", each & 0xff);
                encoded.append(upper ? hex.toUpperCase(Locale.ROOT) : hex);
            }
        }
        return encoded.toString();
    }

    private static @Nullable String decoded(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char character = encoded.charAt(i);
            if (isPlain(character)) {
                bytes.put((byte) character);
                continue;
            }
            int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
            if (character != '_' || high < 0 || low < 0) {
                return null;
            }
            bytes.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == '-';
    }
}
