import PortableFoundation

/// How long something took, as people read it: `45 s`, `2 min 5 s`, `3 h 4 min`.
func spoken(_ interval: TimeInterval) -> String {
  let seconds = Int(min(max(interval, 0), 1e9).rounded())
  let (minutes, hours) = (seconds / 60, seconds / 3600)
  if hours > 0 { return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60) min" }
  if minutes > 0 { return seconds % 60 == 0 ? "\(minutes) min" : "\(minutes) min \(seconds % 60) s" }
  return "\(seconds) s"
}
