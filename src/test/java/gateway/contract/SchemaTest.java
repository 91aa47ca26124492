package gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fields of official documents of all three kinds. */
class SchemaTest {
    @Test
    void readsOpenApi() throws Exception {
        Collection<Field> fields = Schema.fields("openai", new ObjectMapper().readTree("""
                {"paths":{"/chat/completions":{"post":{
                  "requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Ask"}}}},
                  "responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Node"}}}}}}},
                  "/embeddings":{"post":{
                  "requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Ask"}}}},
                  "responses":{"200":{"content":{"application/json":{"schema":{"type":"object","properties":{
                    "data":{"type":"array"}}}}}}}}}},
                 "components":{"schemas":{
                  "Ask":{"type":"object","required":["model"],"properties":{
                    "model":{"type":"string"},
                    "stop":{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}},{"type":"null"}]}}},
                  "Node":{"type":"object","required":["kind"],"properties":{
                    "kind":{"type":"string","enum":["leaf","tree"]},
                    "children":{"type":"array","items":{"$ref":"#/components/schemas/Node"}},
                    "part":{"oneOf":[{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}},
                                     {"type":"object","properties":{"b":{}}}]}}}}}}
                """));

        assertThat(new FieldList(fields).text()).isEqualTo("""
                request model string known required
                request stop array|string known
                answer children array known
                answer kind string known required {leaf,tree}
                answer part object known
                answer part.a number known
                answer part.b any known
                embedding_request model string known required
                embedding_request stop array|string known
                embedding_answer data array known
                """);
    }

    @Test
    void readsServiceModels() throws Exception {
        Collection<Field> fields = Schema.fields("bedrock", new ObjectMapper().readTree("""
                {"operations":{"Converse":{"input":{"shape":"In"},"output":{"shape":"Out"}},
                               "ConverseStream":{"input":{"shape":"In"},"output":{"shape":"Streamed"}}},
                 "shapes":{
                  "In":{"type":"structure","required":["modelId","text"],"members":{
                    "modelId":{"shape":"Text","location":"uri"},"text":{"shape":"Text"},"one":{"shape":"Either"}}},
                  "Out":{"type":"structure","members":{"blocks":{"shape":"Blocks"}}},
                  "Blocks":{"type":"list","member":{"shape":"Block"}},
                  "Block":{"type":"structure","members":{"reason":{"shape":"Reason"},"input":{"shape":"Free"}}},
                  "Reason":{"type":"string","enum":["end","cut"]},
                  "Free":{"type":"structure","members":{},"document":true},
                  "Either":{"type":"structure","union":true,"members":{"a":{"shape":"Text"},"b":{"shape":"Text"}}},
                  "Streamed":{"type":"structure","members":{"stream":{"shape":"Stream"}}},
                  "Stream":{"type":"structure","members":{"begun":{"shape":"Block"}}},
                  "Text":{"type":"string"}}}
                """));

        assertThat(new FieldList(fields).text()).isEqualTo("""
                request one object known
                request one.a string known union=Either!
                request one.b string known union=Either!
                request text string known required
                answer blocks array known
                answer blocks[].input any known
                answer blocks[].reason string known {cut,end}
                event begun object known
                event begun.input any known
                event begun.reason string known {cut,end}
                """);
    }

    @Test
    void readsProtoFiles() {
        Collection<Field> fields = Schema.fields(List.of("""
                syntax = "proto3"; // a { in a comment
                option java_package = "com.example//{";
                service Models {
                  rpc Generate(GenerateContentRequest) returns (GenerateContentResponse) {
                    option (google.api.http) = { post: "/v1/{model=models/*}" body: "*" };
                  }
                }
                message GenerateContentRequest {
                  string model = 1 [
                    (google.api.resource_reference) = { type: "example/Model" },
                    (google.api.field_behavior) = REQUIRED
                  ];
                  repeated Content contents = 2 [(google.api.field_behavior) = REQUIRED];
                }
                """, """
                message GenerateContentResponse {
                  enum Reason { REASON_UNSPECIFIED = 0; STOP = 1; }
                  Reason finish_reason = 1;
                  int64 token_count = 2;
                }
                message Content {
                  oneof data {
                    string text = 1;
                    google.protobuf.Struct args = 2;
                  }
                  map<string, Content> others = 3;
                }
                """));

        assertThat(new FieldList(fields).text()).isEqualTo("""
                request contents array known required
                request contents[].args object known union=data
                request contents[].others object known
                request contents[].text string known union=data
                request model string known required
                answer finishReason string known {REASON_UNSPECIFIED,STOP}
                answer tokenCount number|string known
                """);
    }

    @Test
    void saysWhatADocumentLacks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.fields("openai", new ObjectMapper().createObjectNode()))
                .withMessageContaining("no operation POST");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.fields(List.of("message Other { }")))
                .withMessageContaining("give the folder");
    }
}
