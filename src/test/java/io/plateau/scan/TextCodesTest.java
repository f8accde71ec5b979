package io.plateau.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class TextCodesTest {
  private static final int ROWS = 20_000;

  /** So many different strings that earlier ones are forgotten on the way. */
  @Test
  void eachBlockNumbersItsStringsAsTheyCome() {
    Random random = new Random(3);
    TextCodes codes = new TextCodes(1);
    for (int block = 0; block < 6; block++) {
      codes.begin();
      Map<String, Integer> expected = new LinkedHashMap<>();
      for (int row = 0; row < ROWS; row++) {
        String text = text(random, block);
        int code = expected.computeIfAbsent(text, first -> expected.size());
        assertThat(codes.code(UTF8String.fromString(text))).isEqualTo(code);
      }
      assertThat(codes.dictionary()).isEqualTo(expected.keySet().toArray(String[]::new));
    }
  }

  /** Strings that differ in one place of many, in length alone, and beyond the range of ASCII. */
  private static String text(Random random, int block) {
    int number = random.nextInt(ROWS);
    return switch (random.nextInt(5)) {
      case 0 -> "value " + number;
      case 1 -> "é".repeat(number % 40);
      case 2 -> "\0".repeat(number % 30);
      case 3 -> (char) ('a' + number % 26) + "-so-much-that-is-the-same-" + number % 1000;
      default -> number + " in block " + block;
    };
  }

  @Test
  void aStringInsideOfOthersIsTakenAlone() {
    TextCodes codes = new TextCodes(1);
    codes.begin();
    UTF8String all = UTF8String.fromString("abcabcabd");
    List<Integer> found = new ArrayList<>();
    for (int from = 0; from < 9; from += 3) {
      found.add(
          codes.code(UTF8String.fromAddress(all.getBaseObject(), all.getBaseOffset() + from, 3)));
    }
    assertThat(found).containsExactly(0, 0, 1);
    assertThat(codes.dictionary()).containsExactly("abc", "abd");
  }
}
