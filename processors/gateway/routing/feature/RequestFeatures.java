package gateway.routing.feature;

import gateway.model.Context;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * What a learning router sees of a request: {@link #SIZE} numbers, in this order: the constant 1, each {@link Feature}
 * standardised and divided by sqrt({@link #SIZE} - 1), and the probability of each {@link Task} less that of an even
 * guess. So the squared length is about 2 whatever the request. They are always finite.
 *
 * <p>The text is the last that the user has said. Of one longer than {@value #MAX_CHARACTERS} characters the middle is
 * left out. What the user said before, its last {@value #MAX_EARLIER} characters, counts for the tasks only, a quarter
 * as much. Time is linear in the size of the request. Thread-safe.
 */
public final class RequestFeatures {
    /** Names the meaning of the numbers; another one wherever they change, trained weights included. */
    public static final String VERSION = "f2";
    /** How many numbers there are. */
    public static final int SIZE = 1 + Feature.values().length + Task.values().length;

    static final int MAX_CHARACTERS = 20_000;
    static final int MAX_EARLIER = 4_000;
    private static final int HEAD = 14_000;
    private static final int EARLIER_WEIGHT = 1;
    private static final double LENGTH = Math.sqrt(SIZE - 1);
    private static final Feature[] FEATURES = Feature.values();
    private static final Task[] TASKS = Task.values();

    private final TaskClassifier classifier;

    /** Features with a classifier's guesses. */
    public RequestFeatures(TaskClassifier classifier) {
        this.classifier = classifier;
    }

    /** What the numbers of a context are called, in their order, such as {@code length} or {@code task-law}. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(SIZE);
        names.add("constant");
        for (Feature feature : FEATURES) {
            names.add(key(feature.name()));
        }
        for (Task task : TASKS) {
            names.add("task-" + key(task.name()));
        }
        return names;
    }

    /**
     * What there is to see of a request.
     *
     * @param domain {@code legal}, {@code medical}, {@code general}, or empty where nobody has said
     */
    public Context of(Request.Chat request, String domain) {
        double[] raw = raw(request, domain);
        double[] values = new double[SIZE];
        values[0] = 1;
        for (int i = 0; i < FEATURES.length; i++) {
            values[1 + i] = FEATURES[i].standard(raw[i]) / LENGTH;
        }
        for (int task = 0; task < TaskClassifier.TASKS; task++) {
            values[1 + FEATURES.length + task] = raw[FEATURES.length + task] - Task.EVEN;
        }
        return new Context(VERSION, values);
    }

    /** All numbers before they are standardised, but for the constant; those of tasks are probabilities. */
    double[] raw(Request.Chat request, String domain) {
        double[] raw = new double[FEATURES.length + TaskClassifier.TASKS];
        RequestShape.measure(request, domain, raw);
        TaskClassifier.Reading reading = classifier.reading();
        List<Message> messages = request.messages();
        int last = lastSaid(messages);
        if (last >= 0) {
            TextSurvey survey = new TextSurvey(reading);
            long characters = read(messages.get(last), survey);
            TextShape.measure(survey, characters, raw);
            readEarlier(messages.subList(0, last), reading);
        } else {
            TextShape.nothing(raw);
        }
        TaskClassifier.Guess guess = reading.guess();
        raw[Feature.DIFFICULTY.index()] = guess.difficulty();
        raw[Feature.EXTREMITY.index()] = guess.difficulty() * guess.difficulty();
        for (int task = 0; task < TaskClassifier.TASKS; task++) {
            raw[FEATURES.length + task] = guess.task(task);
        }
        return raw;
    }

    private static int lastSaid(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                for (Part part : messages.get(i).parts()) {
                    if (part instanceof Part.Text text && !text.text().isBlank()) {
                        return i;
                    }
                }
            }
        }
        return -1;
    }

    /** Reads the texts of a message, as far as there is room; returns how many characters they have. */
    private static long read(Message message, TextSurvey survey) {
        long characters = 0;
        int room = MAX_CHARACTERS;
        for (Part part : message.parts()) {
            if (part instanceof Part.Text text) {
                room -= read(text.text(), room, survey);
                characters += text.text().length();
            }
        }
        return characters;
    }

    private static int read(String text, int room, TextSurvey survey) {
        if (text.length() <= room) {
            survey.read(text, 0, text.length());
            return text.length();
        }
        int head = (int) ((long) room * HEAD / MAX_CHARACTERS);
        survey.read(text, 0, head);
        survey.read(text, text.length() - (room - head), text.length());
        return room;
    }

    private static void readEarlier(List<Message> messages, TaskClassifier.Reading reading) {
        reading.weigh(EARLIER_WEIGHT);
        TextSurvey survey = new TextSurvey(reading);
        int room = MAX_EARLIER;
        for (int i = messages.size() - 1; i >= 0 && room > 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                for (Part part : messages.get(i).parts()) {
                    if (part instanceof Part.Text text) {
                        int from = Math.max(0, text.text().length() - room);
                        survey.read(text.text(), from, text.text().length());
                        room -= text.text().length() - from;
                    }
                }
            }
        }
    }

    private static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            key.append(c == '_' ? '-' : Character.toLowerCase(c));
        }
        return key.toString();
    }
}
