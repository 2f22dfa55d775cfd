// The C library and swift-system for every module: only this target knows which C library it is.
@_exported public import SystemPackage

#if canImport(Glibc)
@_exported public import Glibc
#elseif canImport(Musl)
@_exported public import Musl
#else
@_exported public import Darwin
#endif
