package io.plateau.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.model.ModelCase;
import io.plateau.model.ModelCases;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.Layer;
import io.plateau.nn.Residual;
import io.plateau.nn.loss.Link;
import io.plateau.table.FittedColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code target/onnx}, which the Python tests compare with ONNX Runtime, and makes sure that
 * every kind of layer, column and link is there.
 */
class OnnxGoldenTest {
  private static final Path FOLDER = Path.of("target/onnx");
  private static final List<ModelCase> CASES = ModelCases.all();

  @Test
  void writesModelsOfEveryKind() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> old = Files.walk(FOLDER)) {
        old.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
    assertThat(CASES).extracting(ModelCase::name).doesNotHaveDuplicates();
    for (ModelCase golden : CASES) {
      new GoldenCase(golden).write(FOLDER);
    }
    Files.writeString(FOLDER.resolve("complete"), "");
  }

  @Test
  void everyLayerIsInACase() {
    Set<Class<?>> found = new HashSet<>();
    CASES.forEach(golden -> add(found, golden.model().network().network().layers()));
    assertThat(found).isEqualTo(new HashSet<>(kinds(Layer.class)));
  }

  private static void add(Set<Class<?>> found, List<Layer> layers) {
    for (Layer layer : layers) {
      found.add(layer.getClass());
      if (layer instanceof Residual added) {
        add(found, added.layers());
      }
    }
  }

  /** The records of a sealed type. */
  private static List<Class<?>> kinds(Class<?> sealed) {
    List<Class<?>> kinds = new ArrayList<>();
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      kinds.addAll(kind.isSealed() ? kinds(kind) : List.of(kind));
    }
    return kinds;
  }

  @Test
  void everyColumnIsInACase() throws IOException {
    Set<Class<?>> found = new HashSet<>();
    for (ModelCase golden : CASES) {
      if (golden.model().network().network().layers().get(0) instanceof Columns columns) {
        columns.columns().forEach(column -> found.add(column.getClass()));
      }
    }
    Set<Class<?>> all = new HashSet<>();
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/plateau/nn/column"))) {
      for (Path source : sources.toList()) {
        String name = source.getFileName().toString().replace(".java", "");
        Class<?> type = type("io.plateau.nn.column." + name);
        if (type != null && Column.class.isAssignableFrom(type)) {
          all.add(type);
        }
      }
    }
    assertThat(found).isEqualTo(all);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException none) {
      return null;
    }
  }

  @Test
  void everyColumnOfATableIsInACase() {
    Set<Class<?>> found = new HashSet<>();
    for (ModelCase golden : CASES) {
      golden
          .model()
          .table()
          .ifPresent(table -> table.columns().forEach(column -> found.add(column.getClass())));
    }
    assertThat(found).isEqualTo(new HashSet<>(kinds(FittedColumn.class)));
  }

  @Test
  void everyLinkIsInACase() {
    assertThat(CASES.stream().map(golden -> golden.model().network().loss().link()))
        .containsAll(Arrays.asList(Link.values()));
  }
}
