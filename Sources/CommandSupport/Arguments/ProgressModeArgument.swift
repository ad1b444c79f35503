import ArgumentParser
import Sessions

extension ProgressMode: ExpressibleByArgument {}
