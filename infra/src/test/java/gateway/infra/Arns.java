package gateway.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Turns what a template says in place of an ARN into the one that it will be, as far as names are known. */
final class Arns {
    private final Templates templates;

    Arns(Templates templates) {
        this.templates = templates;
    }

    /** The text that a value of a stack will be. */
    String resolve(String stack, JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.has("Fn::Join")) {
            StringBuilder joined = new StringBuilder();
            value.path("Fn::Join").path(1).forEach(part -> joined.append(resolve(stack, part)));
            return joined.toString();
        }
        if (value.has("Fn::ImportValue")) {
            return exported(value.path("Fn::ImportValue").asText());
        }
        if (value.has("Fn::GetAtt")) {
            return arn(stack, value.path("Fn::GetAtt").path(0).asText());
        }
        if (value.path("Ref").asText().equals("AWS::Partition")) {
            return "aws";
        }
        return value.toString();
    }

    private String exported(String name) {
        for (Map.Entry<String, JsonNode> stack : templates.stacks().entrySet()) {
            for (JsonNode output : stack.getValue().path("Outputs")) {
                if (output.path("Export").path("Name").asText().equals(name)) {
                    return resolve(stack.getKey(), output.path("Value"));
                }
            }
        }
        throw new AssertionError("nothing is exported as " + name);
    }

    private String arn(String stack, String id) {
        JsonNode resource = templates.stack(stack).path("Resources").path(id);
        JsonNode properties = resource.path("Properties");
        Target target = templates.target();
        return switch (resource.path("Type").asText()) {
            case "AWS::DynamoDB::GlobalTable" ->
                target.arn("dynamodb", "table/" + properties.path("TableName").asText());
            case "AWS::SQS::Queue" ->
                target.arn("sqs", properties.path("QueueName").asText());
            case "AWS::KMS::Key" -> target.arn("kms", "key/" + stack);
            case "AWS::Bedrock::Guardrail" ->
                target.arn("bedrock", "guardrail/" + id.toLowerCase(java.util.Locale.ROOT));
            case "AWS::Logs::LogGroup" ->
                target.arn(
                        "logs", "log-group:" + properties.path("LogGroupName").asText() + ":*");
            default -> "{" + id + "}";
        };
    }
}
