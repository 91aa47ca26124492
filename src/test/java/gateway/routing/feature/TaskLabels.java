package gateway.routing.feature;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which task the labels of the evaluation data stand for. */
final class TaskLabels {
    /** Subjects of MMLU, sorted as MMLU-Pro does, but for morals and logic. */
    private static final Map<Task, String> SUBJECTS = Map.ofEntries(
            Map.entry(
                    Task.MATH,
                    "abstract_algebra college_mathematics elementary_mathematics high_school_mathematics"
                            + " high_school_statistics"),
            Map.entry(Task.PHYSICS, "astronomy college_physics conceptual_physics high_school_physics"),
            Map.entry(Task.CHEMISTRY, "college_chemistry high_school_chemistry"),
            Map.entry(Task.BIOLOGY, "college_biology high_school_biology"),
            Map.entry(
                    Task.HEALTH,
                    "anatomy clinical_knowledge college_medicine human_aging medical_genetics nutrition"
                            + " professional_medicine virology"),
            Map.entry(Task.PSYCHOLOGY, "high_school_psychology professional_psychology"),
            Map.entry(Task.LAW, "international_law jurisprudence professional_law"),
            Map.entry(Task.ENGINEERING, "electrical_engineering"),
            Map.entry(
                    Task.COMPUTER_SCIENCE,
                    "college_computer_science computer_security high_school_computer_science machine_learning"),
            Map.entry(Task.ECONOMICS, "econometrics high_school_macroeconomics high_school_microeconomics"),
            Map.entry(Task.BUSINESS, "business_ethics management marketing"),
            Map.entry(Task.PHILOSOPHY, "philosophy world_religions"),
            Map.entry(Task.MORALS, "moral_disputes moral_scenarios"),
            Map.entry(Task.LOGIC, "formal_logic logical_fallacies"),
            Map.entry(
                    Task.HISTORY,
                    "high_school_european_history high_school_us_history high_school_world_history prehistory"),
            Map.entry(
                    Task.KNOWLEDGE,
                    "global_facts high_school_geography high_school_government_and_politics human_sexuality"
                            + " miscellaneous professional_accounting public_relations security_studies sociology"
                            + " us_foreign_policy other"));

    private static final int MUCH_CODE = 3;

    private TaskLabels() {}

    /** The task of a category of the routing sets, or of a subject of MMLU; null if it is none. */
    static @Nullable Task of(String category) {
        for (Map.Entry<Task, String> entry : SUBJECTS.entrySet()) {
            for (String subject : entry.getValue().split(" ", -1)) {
                if (subject.equals(category)) {
                    return entry.getKey();
                }
            }
        }
        return named(category);
    }

    /** The task of a name in small letters; null if there is none. */
    static @Nullable Task named(String name) {
        String constant = name.replace(' ', '_').toUpperCase(Locale.ROOT);
        for (Task task : Task.values()) {
            if (task.name().equals(constant)) {
                return task;
            }
        }
        return null;
    }

    /** The task of a harmless prompt of a category; null if it is not clear. */
    static @Nullable Task ofPrompt(String category, String text) {
        return switch (category) {
            case "math" -> Task.MATH_WORD;
            case "code", "borderline_cyber" -> Task.CODING;
            case "document", "document_qa" -> Task.READING;
            case "question" -> Task.KNOWLEDGE;
            case "role_play" -> isCode(text) ? Task.CODING : Task.WRITING;
            case "real_user", "general", "instruction" -> free(text);
            case "borderline_safe" -> Task.CHAT;
            default -> null;
        };
    }

    private static Task free(String text) {
        if (isCode(text)) {
            return Task.CODING;
        }
        return survey(text).cues(Cues.WRITE) > 0 ? Task.WRITING : Task.CHAT;
    }

    private static boolean isCode(String text) {
        return survey(text).code() >= MUCH_CODE;
    }

    private static TextSurvey survey(String text) {
        TextSurvey survey = new TextSurvey(feature -> {});
        survey.read(text, 0, text.length());
        return survey;
    }
}
