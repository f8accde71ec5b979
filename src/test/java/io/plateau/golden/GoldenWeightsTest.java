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
  /**
   * Come after those of the command line. netlib's plain Java is the Vector API's, of which only
   * the optimizing compiler makes instructions: it compiles what is called the most.
   */
  private static final String OPTIONS =
      "-Dplateau.blas=java -XX:TieredStopAtLevel=4 -XX:Tier4InvocationThreshold=100000"
          + " -XX:Tier4MinInvocationThreshold=5000 -XX:Tier4CompileThreshold=300000"
          + " -XX:Tier4BackEdgeThreshold=200000";

  @TempDir private Path folder;

  @Test
  void learnedWeightsDoNotMove() throws IOException {
    List<String> arguments =
        List.of(Path.of("jobs").toAbsolutePath().toString(), folder.toString());
    try (ChildJvm child =
        ChildJvm.start(
            folder.resolve("golden.log"),
            "1g",
            Map.of("SPARK_LOCAL_IP", "127.0.0.1", "_JAVA_OPTIONS", OPTIONS),
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
