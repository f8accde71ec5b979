package io.plateau.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service of the serving page, with annotations that do nothing, beside the scorer's jar. */
class ServingPageTest {
  private static final String STUBS =
      """
      import io.plateau.score.Score;
      import io.plateau.score.Scorer;
      import java.io.IOException;
      import java.nio.file.Path;
      import java.util.Map;

      @interface RestController {}
      @interface PostMapping { String value(); }
      @interface RequestBody {}
      """;

  @TempDir private Path folder;

  @Test
  void answersWhatTheScorerDoes() throws Exception {
    String page = Files.readString(Path.of("src/site/markdown/serving.md"));
    int from = page.indexOf("@RestController");
    String service = page.substring(from, page.indexOf("```", from));
    Path model = Path.of("src/test/resources/golden/format-2/classifier").toAbsolutePath();
    assertThat(service).contains("runs/adult");
    Path source = folder.resolve("IncomeController.java");
    Files.writeString(source, STUBS + service.replace("runs/adult", model.toString()));
    Path jar = Path.of("target/score/plateau-score.jar");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", jar.toString(), source.toString());
    assertThat(status).isZero();
    URL[] path = {folder.toUri().toURL(), jar.toUri().toURL()};
    try (URLClassLoader alone = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      var constructor = alone.loadClass("IncomeController").getDeclaredConstructor();
      constructor.setAccessible(true);
      Object controller = constructor.newInstance();
      var predict = controller.getClass().getDeclaredMethod("predict", Map.class);
      predict.setAccessible(true);
      // The golden model takes vectors: what matters is that the service gets as far as asking it
      assertThat(refusal(() -> predict.invoke(controller, Map.of("age", 39))))
          .hasMessage("this model takes a vector of 4 features, not named columns");
    }
  }

  private interface Call {
    Object run() throws ReflectiveOperationException;
  }

  private static Throwable refusal(Call call) throws IOException {
    try {
      throw new AssertionError("answered " + List.of(call.run()));
    } catch (ReflectiveOperationException e) {
      return e.getCause();
    }
  }
}
