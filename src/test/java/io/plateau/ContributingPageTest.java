package io.plateau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the page for contributors, applied to the sources, compiled and run. */
class ContributingPageTest {
  private static final String NEW_FILE = "+++ ";

  @TempDir private static Path folder;
  private static List<Map<String, String>> examples;
  private static ClassLoader changed;

  @BeforeAll
  static void applyTheExamples() throws IOException {
    examples = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>();
    for (List<String> block :
        blocks(Files.readString(Path.of("src/site/markdown/contributing.md")))) {
      Map<String, String> files = applied(block);
      examples.add(files);
      all.putAll(files);
    }
    List<String> command = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
    command.addAll(List.of("-encoding", "UTF-8", "-cp", System.getProperty("java.class.path")));
    for (Map.Entry<String, String> file : all.entrySet()) {
      Path source = folder.resolve(file.getKey());
      Files.createDirectories(source.getParent());
      Files.writeString(source, file.getValue());
      command.add(source.toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new));
    assertThat(status).as("javac").isZero();
    changed = new ChangedClasses(folder);
  }

  private static List<List<String>> blocks(String page) {
    List<List<String>> blocks = new ArrayList<>();
    for (String part : page.split("```diff\n")) {
      if (part.contains(NEW_FILE)) {
        blocks.add(part.substring(0, part.indexOf("```")).lines().toList());
      }
    }
    return blocks;
  }

  /** The files of a block with its lines added; a file that does not exist begins empty. */
  private static Map<String, String> applied(List<String> block) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    String path = null;
    int at = 0;
    for (String line : block) {
      if (line.startsWith(NEW_FILE)) {
        path = line.substring(NEW_FILE.length());
        at = 0;
        Path source = Path.of(path);
        files.put(path, Files.exists(source) ? Files.readString(source) : "");
        continue;
      }
      String text = files.get(path);
      String content = line.substring(1) + "\n";
      if (line.startsWith("+")) {
        files.put(path, text.substring(0, at) + content + text.substring(at));
        at += content.length();
      } else {
        int found = text.indexOf(content, at);
        assertThat(found).as("%s has the line: %s", path, content).isNotNegative();
        boolean removed = line.startsWith("-");
        files.put(
            path,
            removed ? text.substring(0, found) + text.substring(found + content.length()) : text);
        at = removed ? found : found + content.length();
      }
    }
    return files;
  }

  @Test
  void aNewKindTouchesThreeMainFilesAtMost() {
    assertThat(examples).hasSize(3);
    assertThat(examples).allSatisfy(files -> assertThat(files).hasSizeLessThanOrEqualTo(3));
  }

  @Test
  void theActivationIsThereFromBothDoorsAndHasItsDerivative() throws Exception {
    Object softsign =
        call(
            null,
            "io.plateau.nn.activation.Activations",
            "named",
            "softsign",
            Map.of("softness", 2.0));
    float[] z = {-3, -0.5f, 0.25f, 4};
    float[] a = new float[4];
    float[] d = {1, 1, 1, 1};
    call(softsign, "io.plateau.nn.activation.Activation", "apply", z, a, 4);
    call(softsign, "io.plateau.nn.activation.Activation", "backward", z, a, d, 4);
    for (int i = 0; i < z.length; i++) {
      double h = 1e-4;
      double above = (z[i] + h) / (2 + Math.abs(z[i] + h));
      double below = (z[i] - h) / (2 + Math.abs(z[i] - h));
      assertThat((double) a[i]).isCloseTo(z[i] / (2 + Math.abs(z[i])), within(1e-6));
      assertThat((double) d[i]).isCloseTo((above - below) / (2 * h), within(1e-5));
    }
    String text =
        "{data: {path: d, label: y}, network: {activation: {name: softsign, softness: 2}}}";
    Object job = call(null, "io.plateau.job.JobReader", "read", "job.yaml", text, List.of());
    assertThat((String) call(null, "io.plateau.job.JobWriter", "write", job))
        .contains("softsign", "softness: 2");
    Object estimator =
        changed.loadClass("io.plateau.ml.NeuralNetworkClassifier").getConstructor().newInstance();
    Method set = estimator.getClass().getMethod("setActivation", String.class);
    assertThat(set.invoke(estimator, "softsign(softness=2)")).isSameAs(estimator);
  }

  @Test
  void theRuleGoesAgainstTheSignOfTheGradient() throws Exception {
    Object rule = call(null, "io.plateau.optim.Rules", "named", "lion");
    Object optimizer =
        changed
            .loadClass("io.plateau.optim.Optimizer")
            .getConstructor(List.class)
            .newInstance(List.of(rule));
    float[] theta = {1, 1};
    Object start = call(optimizer, "io.plateau.optim.Optimizer", "start", 2);
    float[] gradient = {5, -0.1f};
    call(optimizer, "io.plateau.optim.Optimizer", "update", theta, gradient, start, 0.25);
    assertThat(theta).containsExactly(0.75f, 1.25f);
  }

  @Test
  void theLayerAddsItsParameters() throws Exception {
    Object layer =
        changed.loadClass("io.plateau.nn.Offset").getConstructor(int.class).newInstance(2);
    Object network =
        changed
            .loadClass("io.plateau.nn.Network")
            .getConstructor(List.class)
            .newInstance(List.of(layer));
    Class<?> dense = changed.loadClass("io.plateau.math.DenseMatrix");
    Object x =
        dense
            .getConstructor(float[].class, int.class, int.class, int.class)
            .newInstance(new float[] {1, 2, 3, 4}, 0, 2, 2);
    Object workspace = changed.loadClass("io.plateau.nn.Workspace").getConstructor().newInstance();
    float[] outputs =
        (float[])
            call(network, "io.plateau.nn.Network", "outputs", new float[] {10, 20}, x, workspace);
    assertThat(outputs).startsWith(11, 22, 13, 24);
  }

  /** Calls a public method of a changed class with arguments that fit it. */
  private static Object call(Object on, String type, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : changed.loadClass(type).getMethods()) {
      if (method.getName().equals(name) && fits(method.getParameterTypes(), arguments)) {
        try {
          return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
          throw new IllegalStateException(type + "." + name, e.getCause());
        }
      }
    }
    throw new NoSuchMethodException(type + "." + name);
  }

  private static boolean fits(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean number = types[i].isPrimitive() && arguments[i] instanceof Number;
      if (!number && !types[i].isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  /** Plateau's classes, as the examples change them. */
  private static final class ChangedClasses extends ClassLoader {
    private final Path compiled;

    ChangedClasses(Path compiled) {
      super(ContributingPageTest.class.getClassLoader());
      this.compiled = compiled;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.plateau.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        byte[] code = code(name.replace('.', '/') + ".class");
        return defineClass(name, code, 0, code.length);
      }
    }

    private byte[] code(String file) throws ClassNotFoundException {
      Path own = compiled.resolve(file);
      try (InputStream in =
          Files.exists(own) ? Files.newInputStream(own) : getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(file);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(file, e);
      }
    }
  }
}
