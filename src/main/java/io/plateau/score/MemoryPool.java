package io.plateau.score;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Memories that are not in use. Taking one and giving it back allocates nothing once there are as
 * many as threads, and is no matter of which thread it is, so that virtual threads share them, too.
 */
final class MemoryPool {
  private static final int PLACES = Math.max(16, 2 * Runtime.getRuntime().availableProcessors());

  private final AtomicReferenceArray<Memory> free = new AtomicReferenceArray<>(PLACES);

  Memory take() {
    for (int i = 0; i < PLACES; i++) {
      if (free.get(i) != null) {
        Memory memory = free.getAndSet(i, null);
        if (memory != null) {
          return memory;
        }
      }
    }
    return new Memory();
  }

  /** Keeps a memory for the next; where too many are free already, drops it. */
  void giveBack(Memory memory) {
    for (int i = 0; i < PLACES; i++) {
      if (free.get(i) == null && free.compareAndSet(i, null, memory)) {
        return;
      }
    }
  }
}
