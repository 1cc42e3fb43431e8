# The Debian packages: `cpack -G DEB` in a build with CMAKE_INSTALL_PREFIX=/usr. `omstilling` is the client, for who works with
# the programmes: manual page, completion, three languages, and nothing that runs. `omstillingd` is the server, for who operates
# it: daemon, unit, configuration, PostgreSQL. tests/package/run installs, upgrades and takes them away.
set(DEB ${CMAKE_SOURCE_DIR}/server/deb)
set(DEB_MADE ${CMAKE_BINARY_DIR}/deb)
set(PACKAGE_CONTACT "the omstilling authors <omstilling@example.org>" CACHE STRING "the packages' maintainer: who builds them for others")
install(FILES ${DEB}/omstillingd.service DESTINATION /lib/systemd/system COMPONENT server)
install(FILES ${DEB}/omstillingd.conf DESTINATION /etc/omstilling COMPONENT server)
# The manual page is --help and what stands before and after it: one text, which cannot lag behind.
add_custom_command(OUTPUT omstillingd.8.gz
	COMMAND sh ${DEB}/manual $<TARGET_FILE:omstillingd> > omstillingd.8
	COMMAND gzip -9nf omstillingd.8
	DEPENDS omstillingd ${DEB}/manual VERBATIM)
add_custom_target(manual ALL DEPENDS omstillingd.8.gz)
install(FILES ${CMAKE_BINARY_DIR}/omstillingd.8.gz DESTINATION share/man/man8 COMPONENT server)

configure_file(${DEB}/preinst.in ${DEB_MADE}/preinst @ONLY)
string(TIMESTAMP DEB_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(c client=omstilling server=omstillingd)
	string(REGEX MATCH "^(.*)=(.*)$" c ${c})
	set(DEB_PACKAGE ${CMAKE_MATCH_2})
	set(to share/doc/${DEB_PACKAGE})
	configure_file(${DEB}/changelog.in ${DEB_MADE}/${DEB_PACKAGE}/changelog @ONLY)
	configure_file(${DEB}/copyright ${DEB_MADE}/${DEB_PACKAGE}/copyright COPYONLY)
	execute_process(COMMAND gzip -9nf ${DEB_MADE}/${DEB_PACKAGE}/changelog COMMAND_ERROR_IS_FATAL ANY)
	install(FILES ${DEB_MADE}/${DEB_PACKAGE}/changelog.gz ${DEB_MADE}/${DEB_PACKAGE}/copyright DESTINATION ${to} COMPONENT ${CMAKE_MATCH_1})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON) # for what lies outside the prefix
set(CPACK_PACKAGE_NAME omstilling)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "${PACKAGE_CONTACT}")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL client server)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_CLIENT_PACKAGE_NAME omstilling)
set(CPACK_DEBIAN_CLIENT_PACKAGE_SECTION net)
set(CPACK_DEBIAN_CLIENT_DESCRIPTION "plans and decisions of omstillingsprogrammer: command line
The client of omstilling, with which municipal officers, board members and
county advisers read and write plans, treat cases and follow money and results
on a server over the network. In bokmål, nynorsk and English.")

set(CPACK_DEBIAN_SERVER_PACKAGE_NAME omstillingd)
set(CPACK_DEBIAN_SERVER_PACKAGE_SECTION database)
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "adduser, postgresql-15 | postgresql (>= 15)")
set(CPACK_DEBIAN_SERVER_PACKAGE_RECOMMENDS omstilling)
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA "${DEB_MADE}/preinst;${DEB}/postinst;${DEB}/prerm;${DEB}/postrm;${DEB}/conffiles")
set(CPACK_DEBIAN_SERVER_DESCRIPTION "plans and decisions of omstillingsprogrammer: server
Keeps plans, decisions, money and results of omstillingsprogrammer in
PostgreSQL, its own or another, enforces who may decide what and when, and
answers gRPC over TLS. The package omstilling is the command line to it.")
include(CPack)
