package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.simulator.Ask.Choice;
import gateway.simulator.Ask.Tool;
import gateway.wire.JsonCodec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools are called when they are asked for, and only then. */
class ToolPickerTest {
    @ParameterizedTest
    @CsvSource({
        "What a day,''",
        "Sometimes it rains,''",
        "what is the time,time",
        "Get weather for Rome,get_weather",
        "please use the tool,get_weather",
        "get_weather and time,get_weather time",
        "use the tool for both,get_weather time",
        "time in parallel,time get_weather"
    })
    void listensToTheUser(String text, String expected) {
        assertThat(pick(text, Choice.AUTO)).isEqualTo(expected);
    }

    @Test
    void callsWhatIsDemanded() {
        assertThat(pick("Hi", Choice.ANY)).isEqualTo("get_weather");
        assertThat(pick("Hi", Choice.named("time"))).isEqualTo("time");
    }

    @Test
    void callsNothingWhenItMustNot() {
        assertThat(pick("use get_weather", Choice.NONE)).isEmpty();
    }

    @Test
    void callsOneAtATimeOnRequest() {
        assertThat(pick("get_weather and time", Choice.AUTO.oneAtATime())).isEqualTo("get_weather");
    }

    @Test
    void answersOnceTheToolHasAnswered() {
        AskBuilder ask = ask("use get_weather", Choice.AUTO);
        ask.assistantTurn();
        ask.call("1");
        ask.toolTurn();
        ask.toolResult("rain");

        assertThat(ToolPicker.pick(ask.build())).isEmpty();
    }

    private static String pick(String text, Choice choice) {
        List<Tool> tools = ToolPicker.pick(ask(text, choice).build());
        return String.join(" ", tools.stream().map(Tool::name).toList());
    }

    private static AskBuilder ask(String text, Choice choice) {
        AskBuilder ask = new AskBuilder("m", false);
        ask.userTurn();
        ask.say(text);
        ask.tool("get_weather", JsonCodec.object());
        ask.tool("time", JsonCodec.object());
        ask.choice(choice);
        return ask;
    }
}
