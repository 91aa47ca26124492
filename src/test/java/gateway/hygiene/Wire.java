package gateway.hygiene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes that may be no HTTP at all, and may leave before the answer. Thread-safe. */
public final class Wire {
    private static final int LONGEST_MILLIS = 10_000;

    private Wire() {}

    /** Sends a request and reads to the end. Tells the status; 0 where there was none. */
    public static int send(int port, String head, byte[] body) {
        return Integer.parseInt(exchange(port, head, body, Integer.MAX_VALUE).substring(0, 3));
    }

    /** Sends a request and gives back the whole answer, after the status's three digits. */
    public static String ask(int port, String head) {
        return exchange(port, head, new byte[0], Integer.MAX_VALUE);
    }

    /** Sends a request, reads some bytes of the answer, and resets the connection. */
    public static int leave(int port, String head, byte[] body, int bytes) {
        return Integer.parseInt(exchange(port, head, body, bytes).substring(0, 3));
    }

    private static String exchange(int port, String head, byte[] body, int most) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_MILLIS);
            if (most != Integer.MAX_VALUE) {
                socket.setSoLinger(true, 0);
            }
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            String answer = read(socket.getInputStream(), most);
            return answer.startsWith("HTTP/1.1 ") ? answer.substring(9) : "000" + answer;
        } catch (IOException e) {
            return "000";
        }
    }

    private static String read(InputStream in, int most) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[8_192];
        try {
            while (all.size() < most) {
                int length = in.read(some, 0, Math.min(some.length, most - all.size()));
                if (length < 0) {
                    break;
                }
                all.write(some, 0, length);
            }
        } catch (IOException e) {
            // what came so far is the answer
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
