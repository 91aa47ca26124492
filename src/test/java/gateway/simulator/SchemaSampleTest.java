package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made up fits the schema it is made up for. */
class SchemaSampleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'string'}                                                        | 'echo'",
                "{'type':'string','format':'date'}                                        | '2026-01-01'",
                "{'type':'string','maxLength':2}                                          | 'ec'",
                "{'type':'string','minLength':6}                                          | 'echo..'",
                "{'type':['null','integer'],'minimum':5}                                  | 5",
                "{'type':'integer','maximum':-3}                                          | -3",
                "{'type':'INTEGER','exclusiveMinimum':3}                                  | 4",
                "{'type':'boolean'}                                                       | true",
                "{'enum':['b','a']}                                                       | 'b'",
                "{'const':7}                                                              | 7",
                "{'anyOf':[{'type':'null'},{'type':'string'}]}                            | null",
                "{'type':'array','items':{'type':'boolean'},'minItems':2}                 | [true,true]",
                "{'type':'object','properties':{'a':{'type':'null'}}}                     | {'a':null}",
                "{'type':'object','properties':{'a':{},'b':{}},'required':['b']}          | {'b':'echo'}",
                "{'allOf':[{'properties':{'a':{'const':1}}},{'properties':{'b':{'const':2}}}]} | {'a':1,'b':2}",
                "{'$ref':'#/$defs/X','$defs':{'X':{'const':'x'}}}                         | 'x'"
            })
    void fits(String schema, String expected) {
        String sample = SchemaSample.of(JsonText.parse(schema.replace('\'', '"')), "echo")
                .toString();

        assertThat(sample).isEqualTo(expected.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = "{'$ref':'#/$defs/X','$defs':{'X':{'required':['x'],'properties':{'x':{'$ref':'#/$defs/X'}}}}}")
    void endsWhereASchemaRefersToItself(String schema) {
        String sample = SchemaSample.of(JsonText.parse(schema.replace('\'', '"')), "echo")
                .toString();

        assertThat(sample).contains("null");
    }
}
