package gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A key's hash is SHA-256, so that keys can be given to other tools as hashes. */
class KeyHashTest {
    @Test
    void isTheSha256OfTheKey() {
        // FIPS 180-2, appendix B.1
        assertThat(KeyHash.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
