package gateway.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate of one host, made on the spot by the JDK's keytool.
 *
 * @param store with the key
 * @param pem the certificate
 */
public record LocalCertificate(Path store, Path pem) {
    private static final String PASSWORD = "password";

    /** Makes one of localhost in a folder. */
    public static LocalCertificate in(Path folder) throws Exception {
        return of("localhost", folder);
    }

    /** Makes one of a host in a folder. */
    public static LocalCertificate of(String host, Path folder) throws Exception {
        Path store = folder.resolve(host + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS) && keytool.exitValue() == 0)
                .isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        String base64 = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("localhost").getEncoded());
        Path pem = Files.writeString(
                folder.resolve(host + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        return new LocalCertificate(store, pem);
    }

    /** The key for a server. */
    public PfxOptions key() {
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }
}
