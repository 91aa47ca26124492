package gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gateway.control.StoreException;
import gateway.model.Redacted;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What every source of credentials does. */
public abstract class SecretSourceContract {
    /** A provider that is shown a key. */
    protected static final String KEYED = "acme";

    /** A provider that takes Google's access tokens. */
    protected static final String GOOGLE = "vertex";

    private static final String MARKER = "zx82marker";
    private static final String ACCOUNT = "{\"type\": \"service_account\", \"private_key_id\": \"1\"}";

    /** The source under test. */
    protected abstract SecretSource source();

    /** Puts a credential where the source finds it. */
    protected abstract void put(String provider, String credential) throws IOException;

    /** Takes it away. */
    protected abstract void remove(String provider) throws IOException;

    /** Makes the reading of Google's credential fail, while its text stays in place. */
    protected abstract void spoil(String text) throws IOException;

    @Test
    void readsTheKeyOfAProvider() throws IOException {
        put(KEYED, "sk-1");

        Redacted found = source().read(KEYED);

        assertThat(found).isEqualTo(new Redacted("sk-1"));
    }

    @Test
    void readsTheKeyAnewEachTime() throws IOException {
        put(KEYED, "sk-1");
        source().read(KEYED);
        put(KEYED, "sk-2");

        Redacted found = source().read(KEYED);

        assertThat(found).isEqualTo(new Redacted("sk-2"));
    }

    @Test
    void takesTheBlanksAroundAKeyOff() throws IOException {
        put(KEYED, " sk-1\n");

        Redacted found = source().read(KEYED);

        assertThat(found).isEqualTo(new Redacted("sk-1"));
    }

    @Test
    void readsTheKeyFileOfAServiceAccountWhole() throws IOException {
        put(GOOGLE, ACCOUNT);

        Redacted found = source().read(GOOGLE);

        assertThat(found).isEqualTo(new Redacted(ACCOUNT));
    }

    @Test
    void hasNoneWhereNothingIs() throws IOException {
        put(KEYED, "sk-1");
        remove(KEYED);

        assertThat(source().read(KEYED)).isNull();
        assertThat(source().read(GOOGLE)).isNull();
        assertThat(source().read("unknown")).isNull();
    }

    @Test
    void hasNoneWhereTheKeyIsBlank() throws IOException {
        put(KEYED, " ");

        assertThat(source().read(KEYED)).isNull();
    }

    @Test
    void saysWhatCannotBeReadAndShowsNothingOfIt() throws IOException {
        spoil("{\"" + MARKER);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> source().read(GOOGLE))
                .withMessageContaining(GOOGLE)
                .satisfies(thrown -> assertThat(trace(thrown)).doesNotContain(MARKER));
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
