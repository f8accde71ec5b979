package io.plateau.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.cluster.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Weights that an earlier release learned, bit for bit. A line of {@code weights-0.1.0.txt} may
 * change with an entry in the changelog alone.
 */
class GoldenWeightsTest {
  @TempDir private Path folder;

  @Test
  void learnedWeightsDoNotMove() throws IOException {
    List<String> arguments =
        List.of(Path.of("jobs").toAbsolutePath().toString(), folder.toString());
    try (ChildJvm child =
        ChildJvm.start(
            folder.resolve("golden.log"),
            "1g",
            Map.of("SPARK_LOCAL_IP", "127.0.0.1", "JDK_JAVA_OPTIONS", "-Dplateau.blas=java"),
            GoldenTrainings.class.getName(),
            arguments)) {
      assertThat(child.status()).as(child.said()).isZero();
      assertThat(child.said().lines().filter(line -> line.startsWith("golden ")))
          .containsExactlyElementsOf(expected());
    }
  }

  private static List<String> expected() throws IOException {
    try (InputStream in =
        GoldenWeightsTest.class.getResourceAsStream("/golden/weights-0.1.0.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
