package io.plateau.checkpoint;

import io.plateau.train.DataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The codec of what a task of whole epochs sends: its last state, or the message of a {@link
 * DataException}. A task that throws is repeated on a cluster and ends its whole job, with the
 * trainings of other tasks.
 */
public final class TaskAnswer {
  private static final byte STATE = 0;
  private static final byte REFUSAL = 1;

  private TaskAnswer() {}

  /** The answer of a task, which makes epochs until the state that is given. */
  public static byte[] of(Supplier<Checkpoint> epochs) {
    try {
      return answer(STATE, StateBytes.write(epochs.get()));
    } catch (DataException e) {
      return answer(REFUSAL, e.getMessage().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] answer(byte kind, byte[] content) {
    return ByteBuffer.allocate(1 + content.length).put(kind).put(content).array();
  }

  /**
   * The state of an answer.
   *
   * @throws DataException that the task had
   */
  public static Checkpoint read(byte[] answer) {
    byte[] content = Arrays.copyOfRange(answer, 1, answer.length);
    if (answer[0] == REFUSAL) {
      throw new DataException(new String(content, StandardCharsets.UTF_8));
    }
    return StateBytes.read(content);
  }
}
