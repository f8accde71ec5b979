package io.plateau.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.model.SavedModel;
import io.plateau.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Folder in which MLflow keeps a model: the ONNX file in MLflow's flavor {@code onnx}, and what
 * {@code mlflow.pyfunc.load_model} needs to predict with it. There is no time in it, so that equal
 * models give equal bytes.
 */
public final class MlflowFolder {
  /** The file by which MLflow knows a model. */
  public static final String MODEL = "MLmodel";

  /** The file of the graph, which is written first. */
  public static final String GRAPH = "model.onnx";

  private static final String REQUIREMENTS_FILE = "requirements.txt";
  private static final String PYTHON_ENVIRONMENT = "python_env.yaml";
  private static final String CONDA = "conda.yaml";
  private static final String EXAMPLE = "input_example.json";
  private static final String SERVING_EXAMPLE = "serving_input_example.json";

  /** All files. */
  public static final Set<String> NAMES =
      Set.of(MODEL, GRAPH, REQUIREMENTS_FILE, PYTHON_ENVIRONMENT, CONDA, EXAMPLE, SERVING_EXAMPLE);

  private static final String PYTHON = "3.11";
  private static final List<String> REQUIREMENTS =
      List.of("mlflow>=3,<4", "numpy", "onnx>=1.15,<2", "onnxruntime>=1.16,<2");

  private MlflowFolder() {}

  /** The files by name, in the order in which they are to be written. */
  public static Map<String, byte[]> files(SavedModel model, OnnxModel onnx) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ObjectNode example = ExampleRow.of(model, onnx.inputs());
    files.put(GRAPH, onnx.bytes());
    files.put(REQUIREMENTS_FILE, bytes(String.join("\n", REQUIREMENTS) + "\n"));
    files.put(PYTHON_ENVIRONMENT, bytes(pythonEnvironment()));
    files.put(CONDA, bytes(condaEnvironment()));
    files.put(EXAMPLE, Json.bytes(example));
    files.put(SERVING_EXAMPLE, Json.bytes(Json.object().set("inputs", example)));
    files.put(MODEL, bytes(description(onnx))); // the last: by it the folder is a model
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String description(OnnxModel onnx) {
    return """
        flavors:
          onnx:
            code: null
            data: %1$s
            onnx_session_options: {}
            providers:
            - CPUExecutionProvider
          python_function:
            data: %1$s
            env:
              conda: conda.yaml
              virtualenv: python_env.yaml
            loader_module: mlflow.onnx
            python_version: '%2$s'
        mlflow_version: 3.0.0
        model_size_bytes: %3$s
        model_uuid: %4$s
        saved_input_example_info:
          artifact_path: %5$s
          serving_input_path: %6$s
          type: ndarray
        signature:
          inputs: '%7$s'
          outputs: '%8$s'
          params: null
        """
        .formatted(
            GRAPH,
            PYTHON,
            onnx.bytes().length,
            UUID.nameUUIDFromBytes(onnx.bytes()).toString().replace("-", ""),
            EXAMPLE,
            SERVING_EXAMPLE,
            signature(onnx.inputs()),
            signature(onnx.outputs()));
  }

  /** The JSON of ports as a text in single quotes of YAML: in ASCII, and with quotes doubled. */
  private static String signature(List<Port> ports) {
    ArrayNode all = (ArrayNode) Json.tree(List.of());
    for (Port port : ports) {
      ObjectNode tensor =
          all.addObject().put("name", port.name()).put("type", "tensor").putObject("tensor-spec");
      tensor.put("dtype", port.type().dtype());
      ArrayNode shape = tensor.putArray("shape").add(-1);
      if (port.width() > 0) {
        shape.add(port.width());
      }
    }
    return ascii(all).replace("'", "''");
  }

  private static String ascii(JsonNode json) {
    StringBuilder ascii = new StringBuilder();
    json.toString()
        .chars()
        .forEach(c -> ascii.append(c < 127 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return ascii.toString();
  }

  private static String pythonEnvironment() {
    return """
        python: '%s'
        build_dependencies:
        - pip
        - setuptools
        - wheel
        dependencies:
        - -r requirements.txt
        """
        .formatted(PYTHON);
  }

  private static String condaEnvironment() {
    return """
        channels:
        - conda-forge
        dependencies:
        - python=%s
        - pip
        - pip:
          - %s
        name: mlflow-env
        """
        .formatted(PYTHON, String.join("\n  - ", REQUIREMENTS));
  }
}
