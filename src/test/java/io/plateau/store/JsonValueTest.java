package io.plateau.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.Mutations;
import io.plateau.math.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON against Jackson, which reads and writes it, too. */
class JsonValueTest {
  private static final ObjectMapper JACKSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String TEXT =
      "{\"a\" : [1, -2.5e-3, 0, 1E+2, true ,false,null, {}, [ ]],\n \"b\\\"\\u00e9\\n\" : {\"c\":"
          + " \"d\\/\\ud83d\\ude00 😀\\t\" , \"e\" : 12345678901234567890}, \"\" : \"\\b\\f\\r\"}";

  @Test
  void isReadAsJacksonReadsIt() throws IOException {
    assertThat(JACKSON.readTree(JsonValue.object(TEXT).toString()))
        .isEqualTo(JACKSON.readTree(TEXT));
  }

  /** Both formats of Jackson, byte for byte: of files that were written before this reader was. */
  @Test
  void isWrittenAsJacksonWritesIt() throws IOException {
    JsonObject own =
        new JsonObject().put("s", "\"q\" \\ / \u0001\u001f\u007f\u2028 😀\n\t").put("n", 3L);
    own.put("x", 0.1).put("big", 1e300).put("nan", Double.NaN).put("t", true).putNull("none");
    own.putList("list", List.of(1, 0.1f, -0.0, "two"))
        .putArray("objects")
        .addObject()
        .put("k", "v");
    own.putArray("empty");
    own.putObject("nothing");
    own.putObject("inner").putObject("most").put("deep", false);
    JsonNode tree = JACKSON.readTree(own.toString());
    assertThat(own.toString()).isEqualTo(tree.toString());
    assertThat(new String(own.bytes(), StandardCharsets.UTF_8)).isEqualTo(tree.toPrettyString());
  }

  @Test
  void damagedTextsAreReadWhereJacksonReadsThem() {
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Mutations.of(TEXT.getBytes(StandardCharsets.UTF_8), Key.of(i).with("json"));
      if (new String(bytes, StandardCharsets.UTF_8).contains("x".repeat(1025))) {
        continue; // Lengths have limits of their own
      }
      Optional<JsonNode> expected = jackson(bytes);
      Optional<JsonNode> found = own(bytes);
      assertThat(found).as(() -> new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
      read += found.isPresent() ? 1 : 0;
    }
    assertThat(read).isBetween(2_000, 18_000);
  }

  private static Optional<JsonNode> jackson(byte[] bytes) {
    try {
      // Jackson lets bytes pass that are not UTF-8
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.ofNullable(JACKSON.readTree(text)).filter(JsonNode::isObject);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> own(byte[] bytes) {
    try {
      return Optional.of(JACKSON.readTree(JsonValue.object(bytes).toString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1 \"b\":2}|a comma or } at character 7, in line 1",
        "{\"a\":01}|a comma or } at character 6, in line 1",
        "{\n\"a\":}|a value at character 6, in line 2",
        "{\"a\":-}|a digit at character 6, in line 1",
        "{\"a\":1,\"a\":2}|a key that is not there twice at character 10, in line 1",
        "{\"a\":\"\\x\"}|a character that can be escaped at character 8, in line 1",
        "{\"a\":NaN}|a value at character 5, in line 1",
        "{a:1}|a key in quotes at character 1, in line 1",
        "{} x|nothing more at character 3, in line 1",
        "{\"a\":\"b|a closing quote at character 7, in line 1",
      })
  void whatIsWrongIsSaid(String row) {
    String[] parts = row.split("\\|");
    assertThatThrownBy(() -> JsonValue.object(parts[0]))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("it is not a JSON object (expected " + parts[1] + ")");
  }

  @Test
  void lengthsHaveLimits() {
    assertThatThrownBy(() -> JsonValue.object("{\"a\":" + "[".repeat(100_000)))
        .hasMessageContaining("at most 16 brackets");
    assertThatThrownBy(() -> JsonValue.object("{\"a\":" + "1".repeat(65) + "}"))
        .hasMessageContaining("a number of at most 64 characters");
    assertThatThrownBy(() -> JsonValue.object("{\"" + "a".repeat(1025) + "\":1}"))
        .hasMessageContaining("a string of at most 1024 characters");
  }
}
