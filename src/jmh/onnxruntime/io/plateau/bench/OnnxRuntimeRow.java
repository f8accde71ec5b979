package io.plateau.bench;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** One row by ONNX Runtime, on one thread. Its jar has 90 MB and is no part of the build. */
public final class OnnxRuntimeRow implements ScoreBenchmark.OtherRuntime {
  private static final long[] SHAPE = {1, 1};

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** Opens a session of a graph. */
  public OnnxRuntimeRow(byte[] graph) throws Exception {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    session = environment.createSession(graph, options);
  }

  @Override
  public Object predict(Map<String, Object> row) throws Exception {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
      Object value = row.get(input.getKey());
      OnnxJavaType type = ((TensorInfo) input.getValue().getInfo()).type;
      inputs.put(
          input.getKey(),
          switch (type) {
            case STRING -> OnnxTensor.createTensor(environment, new String[] {(String) value}, SHAPE);
            case DOUBLE ->
                OnnxTensor.createTensor(
                    environment,
                    DoubleBuffer.wrap(new double[] {((Number) value).doubleValue()}),
                    SHAPE);
            default ->
                OnnxTensor.createTensor(
                    environment,
                    FloatBuffer.wrap(new float[] {((Number) value).floatValue()}),
                    SHAPE);
          });
    }
    try (OrtSession.Result result = session.run(inputs)) {
      return result.get("probabilities").orElseThrow().getValue();
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }
}
