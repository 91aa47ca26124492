package gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.ContentSource;
import gateway.model.Examples;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void leavesADocumentThatIsToBeCitedSo() {
        Media media = new Media("text/plain", "SGVsbG8=", null);
        Request.Chat asked = Examples.chat(false);
        Request.Chat chat = asked.rewritten(
                List.of(new Message(Role.USER, List.of(new Part.Document(media, "hello.txt", true)))),
                List.of(),
                null,
                List.of(),
                Map.of());

        Request masked = Texts.map(chat, new Texts.Visitor() {
            @Override
            public String text(ContentSource source, String text) {
                return text.replace("ello", "****");
            }

            @Override
            public String json(ContentSource source, String json) {
                return json;
            }
        });

        assertThat(masked)
                .isInstanceOfSatisfying(
                        Request.Chat.class,
                        conversation -> assertThat(
                                        conversation.messages().getFirst().parts())
                                .containsExactly(new Part.Document(
                                        new Media("text/plain", "SCoqKio=", null), "h****.txt", true)));
    }
}
